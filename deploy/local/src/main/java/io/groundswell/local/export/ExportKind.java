package io.groundswell.local.export;

import io.groundswell.publish.document.Index;
import io.groundswell.topics.Alert;
import io.groundswell.topics.CampaignResults;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Incident;
import io.groundswell.topics.Measure;
import io.groundswell.topics.Response;
import java.util.Locale;
import org.apache.avro.Schema;

/** What can be exported. A row is a document. */
public enum ExportKind {
    MENTIONS(Index.MENTIONS, EnrichedMention.getClassSchema(), "brands", "createdAt"),
    MEASURES(Index.MEASURES, Measure.getClassSchema(), "brand", "windowStart"),
    CAMPAIGNS(Index.CAMPAIGNS, CampaignResults.getClassSchema(), "brand", "start"),
    ALERTS(Index.ALERTS, Alert.getClassSchema(), "brand", "openedAt"),
    INCIDENTS(Index.INCIDENTS, Incident.getClassSchema(), "brands", "openedAt"),
    RESPONSES(Index.RESPONSES, Response.getClassSchema(), "brand", "askedAt"),
    REVIEWS(Index.MENTIONS, EnrichedMention.getClassSchema(), "brands", "createdAt");

    private final Index index;
    private final Schema schema;
    private final String brandField;
    private final String timeField;

    ExportKind(Index index, Schema schema, String brandField, String timeField) {
        this.index = index;
        this.schema = schema;
        this.brandField = brandField;
        this.timeField = timeField;
    }

    Index index() {
        return index;
    }

    Schema schema() {
        return schema;
    }

    String brandField() {
        return brandField;
    }

    /** By which rows are chosen and ordered. */
    String timeField() {
        return timeField;
    }

    /** Whether a row is a post, so that the rules of its platform hold for it. */
    boolean isOfPosts() {
        return index == Index.MENTIONS;
    }

    /** As people call it. */
    String inWords() {
        return name().toLowerCase(Locale.ROOT);
    }
}
