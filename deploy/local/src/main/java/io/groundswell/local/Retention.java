package io.groundswell.local;

import io.groundswell.collect.feed.FeedDecoders;
import io.groundswell.flow.SettingsProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * For how long after they were seen words, and who wrote them, are kept, by platform. Numbers stay.
 *
 * @param limits platforms without one keep theirs
 */
record Retention(SortedMap<String, Duration> limits) {

    /** Careful readings of public terms: what is deleted at Reddit is to be gone here, YouTube wants its data refreshed or deleted. */
    static final SortedMap<String, Duration> USUAL =
            new TreeMap<>(Map.of("reddit", Duration.ofHours(48), "youtube", Duration.ofDays(30)));

    private static final Pattern WRITTEN = Pattern.compile("([a-z0-9-]+)=(?:(\\d{1,6})([smhd])|(forever))");

    /**
     * The usual ones, and those written in their place.
     *
     * @param written such as {@code reddit=24h} or {@code youtube=forever}
     * @throws SettingsProblem with all that is wrong
     */
    static Retention of(List<String> written) {
        SortedMap<String, Duration> limits = new TreeMap<>(USUAL);
        List<String> problems = new ArrayList<>();
        for (String each : written) {
            Matcher matcher = WRITTEN.matcher(each);
            if (!matcher.matches()) {
                problems.add("'--keep' is '" + Terminal.safe(each, 200)
                        + "', but must be a platform and how long, such as reddit=48h, youtube=30d or rss=forever");
            } else if (!FeedDecoders.platforms().contains(matcher.group(1))) {
                problems.add("'--keep' is '" + Terminal.safe(each, 200) + "', but there is no such platform; there are "
                        + String.join(", ", FeedDecoders.platforms()));
            } else if (matcher.group(4) != null) {
                limits.remove(matcher.group(1));
            } else {
                limits.put(matcher.group(1), duration(Long.parseLong(matcher.group(2)), matcher.group(3)));
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsProblem(problems);
        }
        return new Retention(limits);
    }

    private static Duration duration(long amount, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
