package io.groundswell.enrich.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Entity;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntityExtractorTest {

    private static List<Entity> extract(String text) {
        return Models.ENTITIES.extract(TokenizedPost.of(text));
    }

    @Test
    void people_organisations_and_places_are_found_where_they_stand() {
        // When
        List<Entity> entities = extract("Barack Obama told Microsoft to move to New York.");

        // Then
        assertThat(entities)
                .containsExactly(
                        new Entity("Barack Obama", "PERSON", 0, 12, "Barack Obama", null),
                        new Entity("Microsoft", "ORGANIZATION", 18, 27, "Microsoft", null),
                        new Entity("New York", "LOCATION", 39, 47, "New York", null));
    }

    @Test
    void positions_count_code_points_of_the_original_text() {
        // Given
        String text = "😀👩‍🚀  😀 Greetings from Paris. 😀 Barack Obama was in London.";

        // When
        List<Entity> entities = extract(text);

        // Then
        assertThat(entities).extracting(Entity::getText).containsExactly("Paris", "Barack Obama", "London");
        int[] codePoints = text.codePoints().toArray();
        assertThat(entities).allSatisfy(entity -> assertThat(
                        new String(codePoints, entity.getStart(), entity.getEnd() - entity.getStart()))
                .isEqualTo(entity.getText()));
    }

    @Test
    void what_was_read_before_does_not_change_what_is_found() {
        // Given
        List<Entity> before = extract("Please ask Glorbina about the kettle.");

        // When
        extract("glorbina glorbina the glorbina, please");

        // Then
        assertThat(extract("Please ask Glorbina about the kettle.")).isEqualTo(before);
    }
}
