package io.groundswell.measure.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedPostTest {

    @ParameterizedTest
    @CsvSource({
        "https://x.com/wilma/status/2028431800000000001, x:2028431800000000001",
        "https://twitter.com/wilma/status/2028431800000000001?s=20, x:2028431800000000001",
        "https://www.reddit.com/r/Kettles/comments/1rkt7a/my_kettle_hums/, reddit:t3_1rkt7a",
        "https://old.reddit.com/r/Kettles/comments/1rkt7a/my_kettle_hums/ok11, reddit:t1_ok11",
        "https://www.tiktok.com/@hob.watcher/video/7612345678901234567, tiktok:7612345678901234567",
        "https://youtu.be/kettle00001, youtube:kettle00001",
        "https://bsky.app/profile/did:plc:wilma/post/3mfkettle0001, bluesky:at://did:plc:wilma/app.bsky.feed.post/3mfkettle0001"
    })
    void an_address_that_holds_the_id_of_a_post_names_it(String address, String mention) {
        assertThat(NamedPost.of(null, address)).contains(mention);
        assertThat(NamedPost.of(address, null)).contains(mention);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://x.com/",
                "https://t.co/AbCdEf",
                "https://x.com/wilma/status/",
                "https://evil.example/x.com/wilma/status/1",
                "https://bsky.app/profile/wilma.example/post/3mfkettle0001",
                "spring-banner",
                "banner:top",
                "x:"
            })
    void what_names_no_post_is_left_alone(String text) {
        assertThat(NamedPost.of(text, text)).isEmpty();
    }

    @Test
    void what_the_brand_wrote_into_its_link_is_believed_before_the_referrer() {
        assertThat(NamedPost.of("mastodon:https://kettle.example/users/wilma/statuses/7", "https://x.com/w/status/5"))
                .contains("mastodon:https://kettle.example/users/wilma/statuses/7");
    }
}
