package io.groundswell.local.story;

import io.groundswell.local.story.Act.Deed;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the bad day. The form of a line is told at the head of {@code bad-day.txt}. */
final class Script {

    /** How long a post needs from its author to us. */
    static final Duration TRANSIT = Duration.ofMillis(1_500);

    private final People people;
    private final Duration midnight;
    private final Map<String, Act> named = new HashMap<>();
    private final Map<LocalTime, Integer> perMinute = new HashMap<>();
    private final Map<LocalTime, Integer> placed = new HashMap<>();
    private final List<Act> acts = new ArrayList<>();
    private int sequence;

    private Script(People people, Duration midnight, int firstSequence) {
        this.people = people;
        this.midnight = midnight;
        this.sequence = firstSequence;
    }

    /** The acts in the order of the script, which is by time but for the lines that span some. */
    static List<Act> read(List<String> lines, People people, Duration midnight, int firstSequence) {
        Script script = new Script(people, midnight, firstSequence);
        List<Line> parsed = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i);
            if (!text.isBlank() && !text.startsWith("#")) {
                parsed.add(Line.of(i + 1, text));
            }
        }
        parsed.forEach(line -> script.perMinute.merge(line.from, 1, Integer::sum));
        parsed.forEach(script::play);
        return script.acts;
    }

    private void play(Line line) {
        try {
            if (line.who == null) {
                crowd(line);
            } else {
                single(line);
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IllegalStateException("bad-day.txt, line " + line.number + ": " + e.getMessage(), e);
        }
    }

    private void single(Line line) {
        int place = placed.merge(line.from, 1, Integer::sum) - 1;
        Duration moment = midnight.plusSeconds(line.from.toSecondOfDay() + 60L * place / perMinute.get(line.from));
        Deed deed = Deed.valueOf(line.verb.toUpperCase(Locale.ROOT));
        boolean platform = deed == Deed.BLANK || deed == Deed.LIMIT;
        Act act = new Act(
                deed,
                platform ? null : people.called(line.who),
                moment.minus(line.writtenBefore),
                moment.plus(TRANSIT),
                parent(line, deed),
                line.text,
                line.language,
                line.newer || deed == Deed.EDIT,
                line.likes[0],
                line.reposts[0],
                line.twice,
                false,
                ++sequence);
        acts.add(act);
        if (line.name != null && named.put(line.name, act) != null) {
            throw new IllegalStateException("two posts are named " + line.name);
        }
    }

    /** The same by several people, spread evenly over the time. */
    private void crowd(Line line) {
        Deed deed = line.verb.equals("reposts") ? Deed.REPOST : Deed.COPY;
        Act original = parent(line, deed);
        List<String> keys = Arrays.asList(line.text.split("\\s+"));
        long span = Duration.between(line.from, line.to).toSeconds();
        for (int i = 0; i < keys.size(); i++) {
            // A repost and a copy begin a few seconds into the time, so that they never precede their original.
            Duration moment = midnight.plusSeconds(line.from.toSecondOfDay() + 23 + span * i / keys.size());
            acts.add(new Act(
                    deed,
                    people.called(keys.get(i)),
                    moment,
                    moment.plus(TRANSIT),
                    original,
                    deed == Deed.COPY ? original.text() : "",
                    original.language(),
                    false,
                    between(line.likes, i, keys.size()),
                    between(line.reposts, i, keys.size()),
                    false,
                    false,
                    ++sequence));
        }
    }

    private static int between(int[] ends, int step, int steps) {
        return steps == 1 ? ends[0] : ends[0] + (ends[1] - ends[0]) * step / (steps - 1);
    }

    private Act parent(Line line, Deed deed) {
        boolean needed =
                switch (deed) {
                    case REPLY, QUOTE, REPOST, COPY, EDIT, DELETE -> true;
                    case POST, CUT, BLANK, LIMIT -> false;
                };
        if (needed != (line.parent != null)) {
            throw new IllegalStateException(needed ? "of which post?" : "a post of its own has no parent");
        }
        if (needed && !named.containsKey(line.parent)) {
            throw new IllegalStateException("no earlier post is named " + line.parent);
        }
        return needed ? named.get(line.parent) : null;
    }

    /** A line taken apart. Person null: a crowd, whose members are the text. */
    private static final class Line {
        private final int number;
        private final LocalTime from;
        private final LocalTime to;
        private final String who;
        private final String verb;
        private final String text;
        private String name;
        private String parent;
        private String language = "en";
        private boolean newer;
        private boolean twice;
        private Duration writtenBefore = Duration.ZERO;
        private int[] likes = {0, 0};
        private int[] reposts = {0, 0};

        static Line of(int number, String source) {
            try {
                return new Line(number, source);
            } catch (RuntimeException e) {
                throw new IllegalStateException("bad-day.txt, line " + number + ": " + e.getMessage(), e);
            }
        }

        private Line(int number, String source) {
            this.number = number;
            int bar = source.indexOf('|');
            text = bar < 0 ? "" : source.substring(bar + 1).strip();
            String[] words =
                    (bar < 0 ? source : source.substring(0, bar)).strip().split("\\s+");
            String[] times = words[0].split("-");
            from = LocalTime.parse(times[0]);
            to = times.length > 1 ? LocalTime.parse(times[1]) : from;
            boolean crowd = times.length > 1;
            who = crowd ? null : words[1];
            verb = crowd ? words[1] : words[2];
            for (int i = crowd ? 2 : 3; i < words.length; i++) {
                mark(words[i]);
            }
        }

        private void mark(String mark) {
            if (mark.startsWith(">")) {
                parent = mark.substring(1);
            } else if (mark.startsWith("=")) {
                name = mark.substring(1);
            } else if (mark.startsWith("[")) {
                language = mark.substring(1, mark.length() - 1);
            } else if (mark.startsWith("♥")) {
                likes = numbers(mark.substring(1));
            } else if (mark.startsWith("↻")) {
                reposts = numbers(mark.substring(1));
            } else if (mark.equals("v2")) {
                newer = true;
            } else if (mark.equals("twice")) {
                twice = true;
            } else if (mark.startsWith("written=-")) {
                writtenBefore = ago(mark.substring("written=-".length()));
            } else if (verb.equals("limit")) {
                reposts = numbers(mark);
            } else {
                throw new IllegalStateException("what is " + mark + "?");
            }
        }

        private static int[] numbers(String text) {
            String[] ends = text.split("\\.\\.");
            int first = Integer.parseInt(ends[0]);
            return new int[] {first, ends.length > 1 ? Integer.parseInt(ends[1]) : first};
        }

        private static Duration ago(String text) {
            long amount = Long.parseLong(text.substring(0, text.length() - 1));
            return text.endsWith("d") ? Duration.ofDays(amount) : Duration.ofHours(amount);
        }
    }
}
