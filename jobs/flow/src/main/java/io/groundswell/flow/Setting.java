package io.groundswell.flow;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One key a user may set: its name, its default as a user would write it, what it is for.
 *
 * @param key dotted lower case, the stage first
 * @param fallback what holds when the key is absent; null when the user must give it
 * @param meaning one sentence for the settings table
 * @param kind what a value looks like, for the settings table and for errors
 * @param reader turns the written value into the typed one; throws IllegalArgumentException on a value it refuses
 */
public record Setting<T>(String key, String fallback, String meaning, String kind, Function<String, T> reader) {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");

    public Setting {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(meaning, "meaning");
    }

    public static Setting<String> text(String key, String fallback, String meaning) {
        return new Setting<>(key, fallback, meaning, "text", Function.identity());
    }

    /** Comma-separated, blanks around items ignored, empty means none. */
    public static Setting<List<String>> list(String key, String fallback, String meaning) {
        return new Setting<>(
                key, fallback, meaning, "comma-separated list", written -> Arrays.stream(written.split(","))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList());
    }

    public static Setting<Duration> duration(String key, String fallback, String meaning) {
        return new Setting<>(key, fallback, meaning, "duration such as 500ms, 30s, 5m, 2h, 7d", Setting::readDuration);
    }

    public static Setting<Long> number(String key, long least, long most, String fallback, String meaning) {
        return new Setting<>(key, fallback, meaning, "whole number, " + least + " to " + most, written -> {
            long number = Long.parseLong(written);
            if (number < least || number > most) {
                throw new IllegalArgumentException();
            }
            return number;
        });
    }

    public static Setting<Double> decimal(String key, double least, double most, String fallback, String meaning) {
        return new Setting<>(key, fallback, meaning, "number, " + least + " to " + most, written -> {
            double number = Double.parseDouble(written);
            if (!(number >= least && number <= most)) {
                throw new IllegalArgumentException();
            }
            return number;
        });
    }

    public static Setting<Boolean> flag(String key, boolean fallback, String meaning) {
        return new Setting<>(
                key, Boolean.toString(fallback), meaning, "true or false", written -> switch (written.toLowerCase(
                        Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException();
                });
    }

    private static Duration readDuration(String written) {
        Matcher matcher = DURATION.matcher(written);
        if (!matcher.matches()) {
            throw new IllegalArgumentException();
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
