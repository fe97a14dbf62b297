package io.groundswell.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * A line nobody should send, and where it should end.
 *
 * @param ends the reason of its dead letter; "control" when it is counted as no post; else "x:id|text|note note"
 */
record HostileLine(String name, byte[] payload, String ends) {

    private static final String GOOD_TIME = "Mon Mar 09 00:59:00 +0000 2026";

    static final List<HostileLine> ALL = List.of(
            new HostileLine("a record without a value", null, "EMPTY"),
            of("an empty line", "", "control"),
            of("truncated JSON", post("901", "Pottlewick, cut off").substring(0, 60), "JSON_SYNTAX"),
            of("two objects", post("902", "Pottlewick one") + post("903", "Pottlewick two"), "JSON_SYNTAX"),
            of("5,000 arrays deep", "[".repeat(5_000) + "]".repeat(5_000), "JSON_LIMIT"),
            of("5,000 objects deep", "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000), "JSON_LIMIT"),
            of(
                    "5 MB of text",
                    post("904", "Pottlewick " + "a ".repeat(2_500_000)),
                    "x:904|Pottlewick " + "a ".repeat(9_994) + "a|text-truncated"),
            of("9 MB of text", post("905", "Pottlewick " + "a".repeat(9_000_000)), "TOO_LARGE"),
            new HostileLine("Latin-1", post("906", "Pottlewick K\u00e9ttle").getBytes(ISO_8859_1), "ENCODING"),
            new HostileLine("a surrogate in UTF-8", surrogateInUtf8(), "ENCODING"),
            of("a NUL in the JSON", post("908", "Pottlewick \u0000"), "JSON_SYNTAX"),
            of("an escaped NUL", post("909", "Pottlewick \\u0000 kettle"), "x:909|Pottlewick  kettle|controls-removed"),
            of("a lone surrogate", post("910", "Pottlewick \\ud83d"), "x:910|Pottlewick \uFFFD|characters-replaced"),
            of("year 9999", post("911", "Pottlewick").replace("2026\"", "9999\""), "FUTURE_TIMESTAMP"),
            of(
                    "epoch 0",
                    post("912", "Pottlewick").replace(GOOD_TIME, "Thu Jan 01 00:00:00 +0000 1970"),
                    "TIMESTAMP_RANGE"),
            of(
                    "a numeric id above 2^53",
                    post("", "Pottlewick").replace("\"id_str\":\"\"", "\"id\":9007199254740993"),
                    "x:9007199254740993|Pottlewick|"),
            of(
                    "a key that stands twice",
                    post("913", "Pottlewick").replace("{\"id_str", "{\"id_str\":\"1\",\"id_str"),
                    "JSON_DUPLICATE_KEY"),
            of(
                    "emoji keys",
                    post("914", "Pottlewick").replace("{\"id_str", "{\"😀😀\":{\"👩‍🚀\":1},\"id_str"),
                    "x:914|Pottlewick|"),
            of("a number of a hundred digits", "{\"a\":" + "9".repeat(101) + "}", "JSON_LIMIT"),
            of(
                    "a deletion of a post never seen",
                    "{\"delete\":{\"status\":{\"id\":919,\"id_str\":\"919\",\"user_id\":1,\"user_id_str\":\"1\"},"
                            + "\"timestamp_ms\":\"1773018000000\"}}",
                    "x:919|-|"),
            of(
                    "a repost that brings it again",
                    post("920", "RT @nobody: Pottlewick, regretted")
                            .replace(
                                    "\"text\"",
                                    "\"retweeted_status\":" + post("919", "Pottlewick, regretted") + ",\"text\""),
                    "x:920|Pottlewick, regretted|"),
            of("no object at all", "\"Pottlewick\"", "UNKNOWN_PAYLOAD"));

    private static HostileLine of(String name, String payload, String ends) {
        return new HostileLine(name, payload.getBytes(UTF_8), ends);
    }

    /** A line as X would send it. */
    static String post(String id, String text) {
        return "{\"id_str\":\"" + id + "\",\"created_at\":\"" + GOOD_TIME
                + "\",\"user\":{\"id_str\":\"1\",\"screen_name\":\"nobody_in_particular\"},\"text\":\"" + text + "\"}";
    }

    private static byte[] surrogateInUtf8() {
        byte[] line = post("907", "Pottlewick @@@").getBytes(UTF_8);
        int at = new String(line, ISO_8859_1).indexOf("@@@");
        line[at] = (byte) 0xED;
        line[at + 1] = (byte) 0xA0;
        line[at + 2] = (byte) 0x80;
        return line;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostileLine that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
