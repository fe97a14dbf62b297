package io.groundswell.local;

import io.groundswell.kibana.Asking;
import io.groundswell.kibana.Finding;
import io.groundswell.kibana.Pack;
import io.groundswell.kibana.PackChecks;
import io.groundswell.kibana.PanelRun;
import io.groundswell.kibana.PanelRun.Told;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the dashboards would show when the story has ended, panel by panel. */
final class StoryPanels {

    private static final String MENTIONS = "Mentions by others than the brand (measure/1)";

    /** How many minutes are told to be blind depends on how far event time came in the end. */
    private static final String WITH_BLIND_MINUTES = "Minutes with a record, and minutes without, by platform";

    private final Pack pack = Pack.read(Pack.shipped());
    private final Asking elasticsearch;
    private final PanelRun all;

    StoryPanels(URI elasticsearch) throws InterruptedException {
        this.elasticsearch = Asking.at(elasticsearch);
        all = PanelRun.of(pack, this.elasticsearch, Rehearsal.END, Map.of());
    }

    /** Of all checks, with nothing picked above, and with something picked in every control. */
    List<Finding> findings() throws InterruptedException {
        List<Finding> findings = new ArrayList<>(PackChecks.of(pack));
        findings.addAll(all.findings());
        Map<String, String> picked =
                Map.of("brand", "pottlewick", "platform", "x", "language", "en", "campaign", "cat");
        findings.addAll(PanelRun.of(pack, elasticsearch, Rehearsal.END, picked).findings());
        return findings;
    }

    /** The first number of the overview, when a brand is picked. */
    long mentionsOf(String brand) throws InterruptedException {
        return PanelRun.of(pack, elasticsearch, Rehearsal.END, Map.of("brand", brand)).told().stream()
                .filter(told -> told.panel().equals(MENTIONS))
                .map(told -> Long.parseLong(told.lines().get(1)))
                .findFirst()
                .orElseThrow();
    }

    String told() {
        StringBuilder text =
                new StringBuilder("What the panels for Kibana show when the story has ended. Groups, then numbers;"
                        + " time axes in steps of a day, or of an hour where the page shows a day. Times are UTC.\n");
        String page = "";
        for (Told told : all.told()) {
            if (!told.dashboard().equals(page)) {
                page = told.dashboard();
                text.append("\n== ").append(page).append('\n');
            }
            text.append('\n').append(told.panel()).append('\n');
            for (String line : told.lines()) {
                text.append("  ")
                        .append(told.panel().equals(WITH_BLIND_MINUTES) ? line.replaceAll("[0-9]+$", "…") : line)
                        .append('\n');
            }
        }
        return text.toString();
    }
}
