package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every decoder over any JSON, over our samples with anything in them changed, and over our samples told
 * in another way. A new platform is in with its first sample. What is strange is drawn from a fixed seed.
 */
class StrangePayloadsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final long SEED = 20260302;
    private static final int ROUNDS = 400;
    private static final long SEEN = NOON.toEpochMilli();

    /** A record of our samples that is JSON, with its decoder. */
    record Sample(FeedDecoder decoder, String name, JsonNode payload) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** What is done to one value of a payload. */
    enum Change {
        DROP,
        REPLACE,
        NEST_A_LITTLE,
        NEST_DEEP,
        WRITE_AS_TEXT,
        WRITE_AS_NUMBER,
        REPEAT,
        NULL
    }

    /** @param where which value, counted through the payload and starting over at its end */
    record Mutation(int where, Change change, JsonNode value) {}

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "0",
            "-1",
            "12345678901234567890123",
            "2026-03-02T11:00:00Z",
            "Mon Mar 02 11:00:00 +0000 2026",
            "https://a.example/b?c=d#e",
            "@a #b $C",
            "<p>a<br>&amp;amp;<a href='https://a.example'>b</a>",
            "\u0000\u001b\u0085\uFFFE",
            "\uD83D",
            "\uDE00\uD83D",
            "👩‍🚀".repeat(20));

    private static final List<BigDecimal> NUMBERS = Stream.of(
                    "0",
                    "1",
                    "-1",
                    "1772452800",
                    "1772452800000",
                    "1772452800000000",
                    "9223372036854775807",
                    "18446744073709551616",
                    "0.5",
                    "1e300",
                    "-1e-300")
            .map(BigDecimal::new)
            .toList();

    /** Of no use to anybody, and of two members, as some look at sizes only. */
    private static final JsonNode NOTHING_GOOD =
            NODES.objectNode().<ObjectNode>set("?", NODES.arrayNode().add(true)).put("!", "?");

    private static final Set<String> KEYED_BY_DATA = Set.of(
            "contentMap",
            "nameMap",
            "summaryMap",
            "results",
            "statuses",
            "errors",
            "media_metadata",
            "reactionSummaries");

    private static final List<Sample> SAMPLES = FeedDecoders.platforms().stream()
            .flatMap(StrangePayloadsTest::samples)
            .toList();

    private static final List<String> KEYS = SAMPLES.stream()
            .flatMap(sample -> objects(sample.payload()).stream())
            .flatMap(object -> object.properties().stream())
            .map(Map.Entry::getKey)
            .distinct()
            .sorted()
            .toList();

    static SortedSet<String> platforms() {
        return FeedDecoders.platforms();
    }

    private static Stream<Sample> samples(String platform) {
        FeedDecoder decoder = FeedDecoders.of(platform).orElseThrow();
        List<Sample> samples = new ArrayList<>();
        try {
            int number = 0;
            for (byte[] record : Samples.of(platform)) {
                number++;
                try {
                    JsonNode payload = JSON.readTree(record);
                    if (payload.isContainerNode()) {
                        samples.add(new Sample(decoder, platform + ", record " + number, payload));
                    }
                } catch (IOException e) {
                    // Not JSON, or broken on purpose.
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return samples.stream();
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void any_json_ends_in_items(String platform) {
        FeedDecoder decoder = FeedDecoders.of(platform).orElseThrow();
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            keepsItsPromises(decoder, anyValue(random, 0), "round " + round);
        }
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void a_sample_with_anything_changed_in_it_ends_in_items(String platform) {
        List<Sample> samples = samples(platform).toList();
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS && !samples.isEmpty(); round++) {
            // Given
            Sample sample = samples.get(round % samples.size());
            JsonNode payload = sample.payload().deepCopy();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                payload = changed(payload, anyMutation(random));
            }

            // When, Then
            keepsItsPromises(sample.decoder(), payload, sample + ", round " + round);
        }
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void fields_nobody_knows_change_nothing(String platform) {
        Random random = new Random(SEED);
        samples(platform).forEach(sample -> {
            for (int round = 0; round < 5; round++) {
                // Given
                JsonNode payload = sample.payload().deepCopy();
                for (ObjectNode object : objects(payload)) {
                    if (random.nextInt(3) == 0 && isOfFields(object)) {
                        object.set("unheard_of", anyValue(random, 3));
                    }
                }

                // When, Then
                assertThat(decoded(sample, payload))
                        .as("%s: %s", sample, payload)
                        .isEqualTo(decoded(sample, sample.payload()));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void the_order_of_members_says_nothing(String platform) {
        Random random = new Random(SEED);
        samples(platform).forEach(sample -> {
            for (int round = 0; round < 5; round++) {
                // Given
                JsonNode payload = shuffled(sample.payload(), random);

                // When, Then
                assertThat(decoded(sample, payload))
                        .as("%s: %s", sample, payload)
                        .isEqualTo(decoded(sample, sample.payload()));
            }
        });
    }

    /**
     * What is known shows by what changes when it is not there. Not every field can be named: some may be of several
     * types (in ActivityStreams, which is left out here, most of them), some say what kind of payload it is.
     */
    @ParameterizedTest
    @MethodSource("platforms")
    void most_known_fields_are_named_when_they_are_of_the_wrong_type(String platform) {
        Assumptions.assumeFalse(platform.equals("activitystreams"), "a field may be text, an object or a list there");
        // Given
        Set<String> named = new TreeSet<>();
        Set<String> unnamed = new TreeSet<>();

        // When
        samples(platform).forEach(sample -> {
            List<Decoded> good = decoded(sample, sample.payload());
            int values = count(sample.payload());
            for (int where = 1; where < values; where++) {
                Member member = new Member(where);
                JsonNode without = member.replaced(sample.payload().deepCopy(), null);
                if (member.name == null || decoded(sample, without).equals(good)) {
                    continue;
                }
                Member same = new Member(where);
                List<Decoded> items =
                        decoded(sample, same.replaced(sample.payload().deepCopy(), NOTHING_GOOD));
                (isNamed(same.name, items) ? named : unnamed).add(same.name);
            }
        });
        unnamed.removeAll(named);

        // Then
        assertThat(unnamed).as("fields not named, while %s are", named).hasSizeLessThanOrEqualTo(named.size());
    }

    private static boolean isNamed(String name, List<Decoded> items) {
        return items.stream()
                .anyMatch(item -> item instanceof Decoded.Undecodable fault
                        && fault.field() != null
                        && fault.field().contains(name));
    }

    /** A member of an object somewhere in a payload; what is no member, such as an item of an array, has no name. */
    private static final class Member {

        private int left;
        private String name;

        Member(int where) {
            this.left = where - 1;
        }

        /** @param instead null to leave the member out */
        JsonNode replaced(JsonNode payload, JsonNode instead) {
            replace(payload, instead);
            return payload;
        }

        private void replace(JsonNode payload, JsonNode instead) {
            if (payload instanceof ObjectNode object) {
                for (Map.Entry<String, JsonNode> member : List.copyOf(object.properties())) {
                    if (left < 0) {
                        return;
                    } else if (left-- == 0) {
                        name = member.getKey();
                        if (instead == null) {
                            object.remove(name);
                        } else {
                            object.set(
                                    name,
                                    member.getValue().isObject()
                                            ? NODES.arrayNode().add(instead)
                                            : instead);
                        }
                        return;
                    }
                    replace(member.getValue(), instead);
                }
            } else {
                for (JsonNode item : payload) {
                    if (left-- <= 0) {
                        return;
                    }
                    replace(item, instead);
                }
            }
        }
    }

    private static void keepsItsPromises(FeedDecoder decoder, JsonNode payload, String round) {
        try {
            DecoderPromises.kept(decoder, bytes(payload), SEEN);
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            throw new AssertionError(round + ": " + payload, e);
        }
    }

    private static Mutation anyMutation(Random random) {
        Change[] changes = Change.values();
        return new Mutation(
                random.nextInt(Integer.MAX_VALUE), changes[random.nextInt(changes.length)], anyValue(random, 0));
    }

    private static List<Decoded> decoded(Sample sample, JsonNode payload) {
        return sample.decoder().decode(bytes(payload), SEEN);
    }

    /** Objects of fields; those whose keys are data, such as ids or languages, are none that fields could be added to. */
    private static List<ObjectNode> objects(JsonNode payload) {
        List<ObjectNode> objects = new ArrayList<>();
        if (payload instanceof ObjectNode object) {
            if (isOfFields(object)) {
                objects.add(object);
            }
            object.properties().forEach(member -> {
                if (!KEYED_BY_DATA.contains(member.getKey())) {
                    objects.addAll(objects(member.getValue()));
                }
            });
        } else {
            payload.forEach(item -> objects.addAll(objects(item)));
        }
        return objects;
    }

    private static boolean isOfFields(ObjectNode object) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (member.getKey().isEmpty() || Character.isDigit(member.getKey().charAt(0))) {
                return false;
            }
        }
        return !object.isEmpty();
    }

    private static JsonNode shuffled(JsonNode payload, Random random) {
        if (payload instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            if (isOfFields(object)) {
                Collections.shuffle(names, random);
            }
            ObjectNode shuffled = NODES.objectNode();
            names.forEach(name -> shuffled.set(
                    name, KEYED_BY_DATA.contains(name) ? object.get(name) : shuffled(object.get(name), random)));
            return shuffled;
        } else if (payload instanceof ArrayNode array) {
            ArrayNode shuffled = NODES.arrayNode();
            array.forEach(item -> shuffled.add(shuffled(item, random)));
            return shuffled;
        }
        return payload;
    }

    private static JsonNode changed(JsonNode payload, Mutation mutation) {
        int[] left = {Math.floorMod(mutation.where(), count(payload))};
        return changed(payload, mutation, left);
    }

    private static int count(JsonNode payload) {
        int count = 1;
        for (JsonNode child : payload) {
            count += count(child);
        }
        return count;
    }

    private static JsonNode changed(JsonNode payload, Mutation mutation, int[] left) {
        if (left[0]-- == 0) {
            return change(payload, mutation);
        }
        if (payload instanceof ObjectNode object) {
            Map<String, JsonNode> members = new HashMap<>();
            object.properties().forEach(member -> {
                if (left[0] >= 0) {
                    members.put(member.getKey(), changed(member.getValue(), mutation, left));
                }
            });
            members.forEach((name, value) -> {
                if (value.isMissingNode()) {
                    object.remove(name);
                } else {
                    object.set(name, value);
                }
            });
        } else if (payload instanceof ArrayNode array) {
            for (int i = array.size() - 1; i >= 0 && left[0] >= 0; i--) {
                JsonNode value = changed(array.get(i), mutation, left);
                if (value.isMissingNode()) {
                    array.remove(i);
                } else {
                    array.set(i, value);
                }
            }
        }
        return payload;
    }

    private static JsonNode change(JsonNode value, Mutation mutation) {
        return switch (mutation.change()) {
            case DROP -> NODES.missingNode();
            case REPLACE -> mutation.value();
            case NEST_A_LITTLE -> nested(value, 1 + Math.floorMod(mutation.where(), 3));
            case NEST_DEEP -> nested(value, 80);
            case WRITE_AS_TEXT -> NODES.textNode(value.isValueNode() ? value.asText() : value.toString());
            case WRITE_AS_NUMBER ->
                value.asText().matches("-?[1-9][0-9]{0,30}")
                        ? NODES.numberNode(new java.math.BigInteger(value.asText()))
                        : NODES.numberNode(mutation.where());
            case REPEAT -> repeated(value);
            case NULL -> NODES.nullNode();
        };
    }

    private static JsonNode nested(JsonNode value, int levels) {
        JsonNode nested = value;
        for (int level = 0; level < levels; level++) {
            nested = level % 2 == 0
                    ? NODES.arrayNode().add(nested)
                    : NODES.objectNode().set("data", nested);
        }
        return nested;
    }

    private static JsonNode repeated(JsonNode value) {
        if (!(value instanceof ArrayNode array)) {
            return NODES.arrayNode().add(value).add(value);
        }
        ArrayNode repeated = NODES.arrayNode();
        for (int i = 0; i < 150; i++) {
            repeated.addAll(array);
        }
        return repeated;
    }

    private static byte[] bytes(JsonNode payload) {
        return payload.toString().getBytes(UTF_8);
    }

    /** Any JSON, with keys and texts that platforms use more often than not. */
    private static JsonNode anyValue(Random random, int depth) {
        int kind = random.nextInt(depth > 5 ? 7 : 10);
        if (kind < 3) {
            return NODES.textNode(anyText(random));
        } else if (kind < 5) {
            return NODES.numberNode(NUMBERS.get(random.nextInt(NUMBERS.size())));
        } else if (kind == 5) {
            return random.nextBoolean() ? NODES.numberNode(random.nextLong()) : NODES.numberNode(random.nextGaussian());
        } else if (kind == 6) {
            return List.<JsonNode>of(NODES.booleanNode(true), NODES.booleanNode(false), NODES.nullNode())
                    .get(random.nextInt(3));
        } else if (kind == 7) {
            ArrayNode array = NODES.arrayNode();
            for (int i = random.nextInt(4); i > 0; i--) {
                array.add(anyValue(random, depth + 1));
            }
            return array;
        }
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(6); i > 0; i--) {
            object.set(KEYS.get(random.nextInt(KEYS.size())), anyValue(random, depth + 1));
        }
        return object;
    }

    private static String anyText(Random random) {
        if (random.nextBoolean()) {
            return TEXTS.get(random.nextInt(TEXTS.size()));
        }
        return random.ints(random.nextInt(12), 0, random.nextBoolean() ? 0x80 : 0x10000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
