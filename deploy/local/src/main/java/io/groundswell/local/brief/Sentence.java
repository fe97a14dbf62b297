package io.groundswell.local.brief;

import io.groundswell.local.brief.Brief.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What happened, in one sentence. */
final class Sentence {

    private static final double MORE = 1.5;
    private static final double LESS = 0.67;

    private final Brief brief;
    private final InWords say;

    private Sentence(Brief brief, InWords say) {
        this.brief = brief;
        this.say = say;
    }

    static String of(Brief brief, InWords say) {
        return new Sentence(brief, say).whole();
    }

    private String whole() {
        List<String> parts = new ArrayList<>();
        parts.add(said());
        parts.add(incidents());
        parts.add(answers());
        int blind = brief.blindHours().size();
        if (blind > 0) {
            parts.add("for " + say.count(blind, "hour", "hours") + " much of it could not be heard");
        }
        return parts.stream().collect(Collectors.joining("; ", "", "."));
    }

    private String said() {
        long mentions = brief.totals().mentions();
        if (mentions == 0) {
            return say.since() + ", nobody has mentioned " + brief.brand().name();
        }
        return say.since() + ", " + brief.brand().name() + " was mentioned "
                + (mentions == 1 ? "once" : say.number(mentions) + " times") + usual(mentions);
    }

    private String usual(long mentions) {
        return brief.usual()
                .filter(usual -> usual.middle() >= 1)
                .map(usual -> {
                    double times = mentions / usual.middle();
                    String middle = say.number(Math.round(usual.middle()));
                    return times >= MORE
                            ? ", " + say.number(times) + " times the usual " + middle
                            : times <= LESS ? ", less than the usual " + middle : ", about as usual (" + middle + ")";
                })
                .orElse("");
    }

    private String incidents() {
        List<Incident> standing = brief.incidents().stream()
                .filter(incident -> !incident.state().equals("taken back"))
                .toList();
        List<Incident> crises = standing.stream().filter(Incident::crisis).toList();
        if (standing.isEmpty()) {
            return "nothing was unusual enough to be told";
        }
        if (crises.size() == 1) {
            return "a crisis " + course(crises.get(0));
        }
        if (crises.size() > 1) {
            long open =
                    crises.stream().filter(crisis -> crisis.endedAt().isEmpty()).count();
            return say.count(crises.size(), "crisis", "crises") + ", "
                    + (open == 0 ? "all over" : open + " still going on");
        }
        return "no crisis, but "
                + (standing.size() == 1 ? "an incident to know of" : standing.size() + " incidents to know of");
    }

    private String course(Incident crisis) {
        Instant began = crisis.crisisAt().orElse(crisis.openedAt());
        return "broke out " + say.at(began)
                + crisis.endedAt()
                        .map(ended -> " and was over "
                                + (say.isSameDay(began, ended) ? "at " + say.clock(ended) : say.at(ended)))
                        .orElse(crisis.state().equals("easing") ? " and is easing" : " and goes on");
    }

    private String answers() {
        long open = brief.answers().open();
        long overdue = brief.answers().overdue();
        if (open == 0) {
            return "nobody waits for an answer";
        }
        String waiting = say.number(open) + (open == 1 ? " post waits" : " posts wait") + " for an answer";
        return overdue == 0
                ? waiting
                : waiting + ", " + (overdue == open ? (open == 1 ? "" : "all ") : say.number(overdue) + " of them ")
                        + "longer than was promised";
    }
}
