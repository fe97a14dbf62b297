package io.groundswell.kibana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KqlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "size : \"HOUR\"                    | {'match_phrase':{'size':'HOUR'}}",
                "deleted:false                      | {'match':{'deleted':'false'}}",
                "rating.value : *                   | {'exists':{'field':'rating.value'}}",
                "mentions >= 2                      | {'range':{'mentions':{'gte':'2'}}}",
                "not ownedBy : *                    | {'bool':{'must_not':[{'exists':{'field':'ownedBy'}}]}}",
                "a : 1 and b : 2                    | {'bool':{'filter':[{'match':{'a':'1'}},{'match':{'b':'2'}}]}}",
                "state : (\"OPEN\" or \"EASING\")   | {'bool':{'should':[{'match_phrase':{'state':'OPEN'}},{'match_phrase':{'state':'EASING'}}],'minimum_should_match':1}}",
                "a : 1 or b : 2 and c : 3           | {'bool':{'should':[{'match':{'a':'1'}},{'bool':{'filter':[{'match':{'b':'2'}},{'match':{'c':'3'}}]}}],'minimum_should_match':1}}",
                "not (a : 1 or b : 2)               | {'bool':{'must_not':[{'bool':{'should':[{'match':{'a':'1'}},{'match':{'b':'2'}}],'minimum_should_match':1}}]}}",
                "a : \"say \\\"so\\\"\"             | {'match_phrase':{'a':'say \\\"so\\\"'}}",
                "``                                 | {'match_all':{}}"
            })
    void a_query_is_what_kibana_makes_of_it(String kql, String query) throws Exception {
        assertThat(Kql.read(kql).query().toString()).isEqualTo(query.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kettle                 | the query ends where a : or a comparison after kettle is expected",
                "kettle and a : 1       | 'and' follows kettle where a : or a comparison is expected",
                "a :                    | the query ends where a value of a is expected",
                "a : (1 2)              | the values of a are not closed by a bracket, or not parted by or",
                "a : 1 b : 2            | 'b' is not expected in the query",
                "(a : 1                 | a bracket of the query is not closed",
                ": 1                    | ':' stands where a field is expected"
            })
    void what_is_not_understood_is_refused_in_a_sentence(String kql, String sentence) {
        assertThatThrownBy(() -> Kql.read(kql)).hasMessage(sentence);
    }

    @Test
    void a_quotation_that_is_not_closed_is_refused_where_it_begins() {
        assertThatThrownBy(() -> Kql.read("a : \"b")).hasMessage("the query cannot be read from ' \"b' on");
    }
}
