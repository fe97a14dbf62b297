package io.groundswell.local.story;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What other platforms send on the bad day: payloads written out as each of them writes, with places for the times. The
 * form of a file is told at the head of {@code facebook.txt}.
 */
final class Elsewhere {

    /** The platforms heard of beside X, by their slugs. */
    static final List<String> PLATFORMS =
            List.of("bluesky", "facebook", "instagram", "mastodon", "reddit", "rss", "trustpilot", "youtube");

    private static final String MARK = "== ";
    private static final Pattern TIME = Pattern.compile("\\{\\{(\\w+) (\\d\\d:\\d\\d:\\d\\d)}}");
    private static final DateTimeFormatter ZONE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxx", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MAIL = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss xx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** A payload with places for times, and the time of day it is delivered at. */
    private record Delivery(String platform, LocalTime at, String template) {}

    private final List<Delivery> deliveries = new ArrayList<>();

    void read(String platform, List<String> lines) {
        LocalTime at = null;
        List<String> payload = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(MARK)) {
                add(platform, at, payload);
                at = LocalTime.parse(line.substring(MARK.length()).split(" ")[0]);
            } else if (!line.startsWith("#") && at != null) {
                payload.add(line);
            }
        }
        add(platform, at, payload);
    }

    private void add(String platform, LocalTime at, List<String> payload) {
        if (at != null) {
            deliveries.add(new Delivery(platform, at, String.join("\n", payload)));
            payload.clear();
        }
    }

    /** @param midnight the beginning of the bad day */
    List<StoryRecord> records(Instant midnight) {
        List<StoryRecord> records = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            String payload = TIME.matcher(delivery.template())
                    .replaceAll(place -> Matcher.quoteReplacement(
                            written(place.group(1), on(midnight, LocalTime.parse(place.group(2))))));
            records.add(new StoryRecord(
                    delivery.platform(), on(midnight, delivery.at()), payload.getBytes(StandardCharsets.UTF_8)));
        }
        return records;
    }

    private static Instant on(Instant midnight, LocalTime time) {
        return midnight.plus(Duration.ofSeconds(time.toSecondOfDay()));
    }

    private static String written(String form, Instant time) {
        return switch (form) {
            case "seconds" -> Long.toString(time.getEpochSecond());
            case "micros" -> Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, time));
            case "iso" -> time.toString();
            case "zone" -> ZONE.format(time);
            case "mail" -> MAIL.format(time);
            default -> throw new IllegalStateException("the story's payloads: no time is written as '" + form + "'");
        };
    }
}
