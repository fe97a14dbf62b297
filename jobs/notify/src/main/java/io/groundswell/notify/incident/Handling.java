package io.groundswell.notify.incident;

import io.groundswell.notify.incident.Announcement.Turn;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.IncidentAction;
import io.groundswell.topics.IncidentActionKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What people did about an incident by hand, between the turns it took. It depends on both alone, so it is the same after a restart
 * or a replay.
 *
 * <ul>
 *   <li>Of several acknowledgements, and of several closings, the first counts until the incident is open anew.
 *   <li>Once closed, nothing more is told of it but that, until it is a crisis later than that and worse than it ever was before:
 *       it was none until then, or a turn of it is more severe than each before. Then it is open anew, and nobody has acknowledged it.
 *   <li>An incident that was over and goes on is open anew, too.
 * </ul>
 */
public final class Handling {

    private static final int LONGEST = 300;

    private final List<Announcement> turns = new ArrayList<>();
    private final List<Announcement> tellable = new ArrayList<>();
    private final Map<Turn, Integer> times = new EnumMap<>(Turn.class);
    private Announcement last;
    private double severest;
    private AlertTier tier = AlertTier.OTHER;
    private IncidentAction acknowledged;
    private IncidentAction closed;
    private String note;

    private Handling() {}

    /**
     * @param course of the incident, oldest first; one turn or more
     * @param actions about it, in any order
     */
    public static Handling of(List<Announcement> course, Collection<IncidentAction> actions) {
        Handling handling = new Handling();
        Instant opened = course.get(0).at();
        List<IncidentAction> inOrder = new ArrayList<>(actions);
        inOrder.sort(Comparator.comparing(IncidentAction::getAt)
                .thenComparing(IncidentAction::getWhat)
                .thenComparing(IncidentAction::getBy));
        int next = 0;
        for (Announcement turn : course) {
            while (next < inOrder.size()
                    && !inOrder.get(next).getAt().isBefore(opened)
                    && inOrder.get(next).getAt().isBefore(turn.at())) {
                handling.take(inOrder.get(next++));
            }
            handling.take(turn);
            // A correction may move the opening behind what was done about it.
            while (next < inOrder.size() && inOrder.get(next).getAt().isBefore(opened)) {
                handling.take(inOrder.get(next++));
            }
        }
        while (next < inOrder.size()) {
            handling.take(inOrder.get(next++));
        }
        return handling;
    }

    private void take(Announcement turn) {
        boolean worse = turn.tier() == AlertTier.CRISIS && (tier != AlertTier.CRISIS || turn.severity() > severest);
        boolean anew = closed == null
                ? last != null && last.what().ends()
                : worse && turn.at().isAfter(closed.getAt()) && !turn.what().ends() && turn.what() != Turn.EASES;
        if (anew) {
            closed = null;
            acknowledged = null;
            tellable.clear();
        }
        tier = turn.tier();
        severest = Math.max(severest, turn.severity());
        last = turn;
        if (closed == null) {
            turns.add(turn);
            tellable.add(turn);
        }
    }

    private void take(IncidentAction action) {
        boolean closes = action.getWhat() == IncidentActionKind.CLOSE;
        boolean acknowledges = action.getWhat() == IncidentActionKind.ACKNOWLEDGE && acknowledged == null;
        if (closed != null || !closes && !acknowledges) {
            return;
        }
        if (action.getNote() != null) {
            note = shortened(action.getNote());
        }
        Turn what = closes ? Turn.CLOSED : Turn.ACKNOWLEDGED;
        Announcement told = new Announcement(
                last.incident() + "|" + what.word() + "|" + times.merge(what, 1, Integer::sum),
                last.incident(),
                last.brand(),
                what,
                last.tier(),
                action.getAt(),
                last.openedAt(),
                sentence(action, what),
                "",
                last.seen(),
                last.expected(),
                last.severity(),
                last.posts(),
                last.brands(),
                last.departments(),
                List.of());
        turns.add(told);
        if (closes) {
            closed = action;
            tellable.clear();
        } else {
            acknowledged = action;
        }
        tellable.add(told);
    }

    private String sentence(IncidentAction action, Turn what) {
        String by = (what == Turn.CLOSED ? "Closed by " : "Acknowledged by ") + shortened(action.getBy());
        return by + (action.getNote() == null ? "" : " (" + shortened(action.getNote()) + ")") + ": " + last.headline();
    }

    private static String shortened(String words) {
        String line = words.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
    }

    /** What happened to it, oldest first; nothing of what came while it was closed by hand. */
    public List<Announcement> turns() {
        return List.copyOf(turns);
    }

    /** What people are to be told of it, if they were not told before. */
    public List<Announcement> tellable() {
        return List.copyOf(tellable);
    }

    /** The latest turn it took by itself. */
    public Announcement last() {
        return last;
    }

    /** Null while nobody has since it is open. */
    public IncidentAction acknowledged() {
        return acknowledged;
    }

    /** Null unless it is. */
    public IncidentAction closed() {
        return closed;
    }

    /** Null when nothing was written down. */
    public String note() {
        return note;
    }
}
