package io.groundswell.local.brief;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.groundswell.local.brief.Brief.Hour;
import io.groundswell.local.brief.Brief.Incident;
import io.groundswell.local.brief.Brief.Interval;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What the charts draw, hour by hour: places are numbers of hours from the beginning, so that a day of 23 or 25 hours is
 * one. No text of strangers is in it, and no character that HTML could take for its own.
 */
record ChartData(
        List<String> labels,
        List<Tick> ticks,
        List<Long> people,
        List<Long> amplified,
        List<Long> automated,
        List<Double> low,
        List<Double> middle,
        List<Double> high,
        List<Double> negative,
        List<Double> negativeLow,
        List<Double> negativeHigh,
        List<Integer> blind,
        List<Mark> marks) {

    private static final ObjectMapper JSON = json();

    /** A word below the chart. */
    record Tick(int hour, String label) {}

    /** A moment in it. @param at hours from the beginning */
    record Mark(double at, String label) {}

    static ChartData of(Brief brief, InWords say) {
        List<Hour> hours = brief.hours();
        return new ChartData(
                hours.stream().map(hour -> say.dayAndClock(hour.start())).toList(),
                ticks(brief, say),
                hours.stream().map(Hour::people).toList(),
                hours.stream().map(Hour::amplified).toList(),
                hours.stream().map(Hour::automated).toList(),
                known(hours, Hour::usual, Usual.Band::low),
                known(hours, Hour::usual, Usual.Band::middle),
                known(hours, Hour::usual, Usual.Band::high),
                known(hours, Hour::negative, Interval::share),
                known(hours, Hour::negative, Interval::low),
                known(hours, Hour::negative, Interval::high),
                IntStream.range(0, hours.size())
                        .filter(i -> hours.get(i).blind())
                        .boxed()
                        .toList(),
                marks(brief, say));
    }

    private static <T> List<Double> known(
            List<Hour> hours, Function<Hour, Optional<T>> part, ToDoubleFunction<T> number) {
        List<Double> numbers = new ArrayList<>();
        hours.forEach(
                hour -> numbers.add(part.apply(hour).map(number::applyAsDouble).orElse(null)));
        return numbers;
    }

    private static List<Tick> ticks(Brief brief, InWords say) {
        List<Hour> hours = brief.hours();
        int step = hours.size() <= 30 ? 3 : hours.size() <= 72 ? 6 : 24;
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < hours.size(); i++) {
            Instant start = hours.get(i).start();
            int hour = start.atZone(brief.span().zone()).getHour();
            if (hour % step == 0) {
                ticks.add(new Tick(i, hour == 0 ? say.day(start) : say.clock(start)));
            }
        }
        return ticks;
    }

    private static List<Mark> marks(Brief brief, InWords say) {
        List<Mark> marks = new ArrayList<>();
        for (Incident incident : brief.incidents()) {
            if (incident.crisis()) {
                incident.crisisAt().ifPresent(at -> mark(brief, at, "crisis " + say.clock(at), marks));
                incident.endedAt().ifPresent(at -> mark(brief, at, "over " + say.clock(at), marks));
            }
        }
        return marks;
    }

    private static void mark(Brief brief, Instant at, String label, List<Mark> marks) {
        if (!at.isBefore(brief.span().from()) && at.isBefore(brief.span().to())) {
            marks.add(new Mark(Duration.between(brief.span().from(), at).toMinutes() / 60.0, label));
        }
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectMapper json() {
        JsonMapper json = new JsonMapper();
        json.getFactory().setCharacterEscapes(new InsideHtml());
        return json;
    }

    /** JSON that may stand inside an element of HTML. */
    private static final class InsideHtml extends CharacterEscapes {

        private static final long serialVersionUID = 1L;

        private final int[] escapes = standardAsciiEscapesForJSON();

        InsideHtml() {
            for (char each : new char[] {'<', '>', '&', '\''}) {
                escapes[each] = ESCAPE_STANDARD;
            }
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return escapes.clone();
        }

        @Override
        public SerializableString getEscapeSequence(int character) {
            return new SerializedString(String.format("\\u%04x", character));
        }
    }
}
