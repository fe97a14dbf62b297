package io.groundswell.kibana;

import java.util.ArrayList;
import java.util.List;

/**
 * What can be said of a pack without a Kibana and without an Elasticsearch. It stands in for an import into a Kibana and
 * proves none: a Kibana may refuse or draw wrongly what passes here.
 */
public final class PackChecks {

    /** Everything that is wrong, in the order of the checks; empty when nothing is. */
    public static List<Finding> of(Pack pack) {
        List<Finding> findings = new ArrayList<>(pack.unreadable());
        EnvelopeChecks.envelopes(pack, findings);
        EnvelopeChecks.attributes(pack, findings);
        EnvelopeChecks.jsonStrings(pack, findings);
        LayoutChecks.grid(pack, findings);
        ReferenceChecks.references(pack, findings);
        FieldChecks.fields(pack, findings);
        LayoutChecks.columns(pack, findings);
        LayoutChecks.kinds(pack, findings);
        LayoutChecks.titles(pack, findings);
        return findings;
    }

    private PackChecks() {}
}
