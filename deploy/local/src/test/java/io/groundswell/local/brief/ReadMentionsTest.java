package io.groundswell.local.brief;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadMentionsTest {

    @Test
    void links_lead_to_pages_of_the_web_and_nowhere_else() {
        assertThat(ReadMentions.link("https://x.example/1")).contains(URI.create("https://x.example/1"));
        assertThat(ReadMentions.link("HTTP://x.example/1")).isPresent();
        assertThat(List.of(
                        "javascript:alert(1)",
                        " javascript:alert(1)",
                        "data:text/html,<script>1</script>",
                        "//x.example/1",
                        "https:",
                        "https://x.example/\"onclick=\"1"))
                .allSatisfy(address -> assertThat(ReadMentions.link(address)).isEmpty());
    }
}
