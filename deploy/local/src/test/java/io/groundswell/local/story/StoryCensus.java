package io.groundswell.local.story;

import io.groundswell.local.story.Act.Deed;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Counts what the story holds on X, as its page tells it. */
final class StoryCensus {

    static String table(Story story, Instant end) {
        List<Act> calm = story.acts().stream().filter(Act::calm).toList();
        List<Act> bad = story.acts().stream().filter(act -> !act.calm()).toList();
        StringBuilder table = new StringBuilder("| what | calm days | bad day |\n|---|---:|---:|\n");
        for (Deed deed : Deed.values()) {
            row(table, name(deed), of(deed, calm), of(deed, bad));
        }
        row(
                table,
                "second deliveries",
                calm.stream().filter(Act::twice).count(),
                bad.stream().filter(Act::twice).count());
        long later = bad.size() + bad.stream().filter(Act::twice).count();
        long onX = story.records(end).stream()
                .filter(record -> record.platform().equals("x"))
                .count();
        row(table, "**records**", onX - later, later);
        row(
                table,
                "of these in X's second form",
                calm.stream().filter(Act::newer).count(),
                bad.stream().filter(Act::newer).count());
        return table.toString();
    }

    private static void row(StringBuilder table, String what, long calm, long bad) {
        table.append(String.format(Locale.ROOT, "| %s | %d | %d |\n", what, calm, bad));
    }

    private static long of(Deed deed, List<Act> acts) {
        return acts.stream().filter(act -> act.deed() == deed).count();
    }

    private static String name(Deed deed) {
        return switch (deed) {
            case POST -> "posts";
            case REPLY -> "replies";
            case QUOTE -> "quotes";
            case REPOST -> "reposts";
            case COPY -> "copies, the machines' among them";
            case EDIT -> "edits";
            case DELETE -> "deletions";
            case CUT -> "cut off on the way";
            case BLANK -> "keep-alive lines";
            case LIMIT -> "limit lines";
        };
    }

    private StoryCensus() {}
}
