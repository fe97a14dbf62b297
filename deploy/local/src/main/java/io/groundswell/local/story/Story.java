package io.groundswell.local.story;

import io.groundswell.collect.brand.BrandFile;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Campaign;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Six calm days and one bad day of an invented brand, told in {@code schemas/feeds/story}. The story has no date: it is
 * moved in time as a whole, so that it ends when the listener wants it to.
 */
public final class Story {

    /** The day, counted from none, on which everything happens. */
    static final Duration BAD_DAY = Duration.ofDays(6);

    static final Duration LENGTH = Duration.ofDays(7);

    /** The script takes over from the generated night when people get up. */
    private static final Duration MORNING = BAD_DAY.plusHours(6);

    private static final Duration SECOND_DELIVERY = Duration.ofSeconds(40);
    private static final String FOLDER = "/feeds/story/";

    private final People people;
    private final List<Brand> brands;
    private final List<Act> acts;
    private final Elsewhere elsewhere;

    private Story(People people, List<Brand> brands, List<Act> acts, Elsewhere elsewhere) {
        this.people = people;
        this.brands = brands;
        this.acts = acts;
        this.elsewhere = elsewhere;
    }

    public static Story load() {
        People people = People.read(lines("people.txt"));
        List<Act> acts = new ArrayList<>(CalmDays.generate(lines("calm.txt"), people, MORNING));
        acts.addAll(Script.read(lines("bad-day.txt"), people, BAD_DAY, acts.size()));
        Elsewhere elsewhere = new Elsewhere();
        Elsewhere.PLATFORMS.forEach(platform -> elsewhere.read(platform, lines("elsewhere/" + platform + ".txt")));
        return new Story(people, brandsIn(text("brands.yaml")), List.copyOf(acts), elsewhere);
    }

    /** The brand of the story and its competitor. */
    public List<Brand> brands() {
        return brands;
    }

    /**
     * As {@link #brands()}, and the joke of the bad day is a campaign of the brand, on the days of UTC that the bad day lies on.
     *
     * @param endOfStory as of {@link #records}
     */
    public List<Brand> brands(Instant endOfStory) {
        Instant end = endOfStory.truncatedTo(ChronoUnit.MINUTES);
        Campaign cat = Campaign.newBuilder()
                .setId("cat")
                .setName("The cat in love")
                .setFrom(LocalDate.ofInstant(start(end).plus(BAD_DAY), ZoneOffset.UTC))
                .setTo(LocalDate.ofInstant(end.minusMillis(1), ZoneOffset.UTC))
                .setQuery("hashtag:kettlecat")
                .setTargets(Map.of("volume", 100.0))
                .setCost(500.0)
                .setCurrency("EUR")
                .build();
        return brands.stream()
                .map(brand -> brand.getId().equals("pottlewick")
                        ? Brand.newBuilder(brand).setCampaigns(List.of(cat)).build()
                        : brand)
                .toList();
    }

    /**
     * Everything the platforms send, in the order and at the times of its delivery. The same end gives the same bytes.
     *
     * @param endOfStory the midnight after the bad day; seconds are cut off
     */
    public List<StoryRecord> records(Instant endOfStory) {
        Instant start = start(endOfStory);
        XPayloads payloads = new XPayloads(people, start);
        List<StoryRecord> records = new ArrayList<>();
        for (Act act : acts) {
            byte[] payload = payloads.payload(act);
            Instant at = start.plus(act.delivered());
            records.add(new StoryRecord("x", at, payload));
            if (act.twice()) {
                records.add(new StoryRecord("x", at.plus(SECOND_DELIVERY), payload));
            }
        }
        records.addAll(elsewhere.records(start.plus(BAD_DAY)));
        records.sort(Comparator.comparing(StoryRecord::at));
        return records;
    }

    /** When the bad day begins, at six in the morning: what comes before is there for the baseline. */
    public Instant calmUntil(Instant endOfStory) {
        return start(endOfStory).plus(MORNING);
    }

    People people() {
        return people;
    }

    List<Act> acts() {
        return acts;
    }

    static int calmSentences() {
        return CalmDays.sentences(lines("calm.txt"), People.read(lines("people.txt")));
    }

    private static Instant start(Instant endOfStory) {
        return endOfStory.truncatedTo(ChronoUnit.MINUTES).minus(LENGTH);
    }

    private static List<Brand> brandsIn(String yaml) {
        BrandFile file = BrandFile.read(new StringReader(yaml));
        if (!file.problems().isEmpty()) {
            throw new IllegalStateException("the story's brands.yaml: " + file.problems());
        }
        return file.brands();
    }

    private static List<String> lines(String file) {
        return text(file).lines().toList();
    }

    private static String text(String file) {
        try (InputStream in = Story.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("the story's " + file + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
