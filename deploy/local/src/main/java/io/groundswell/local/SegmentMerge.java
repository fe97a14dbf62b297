package io.groundswell.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.local.export.SearchDoor;
import java.io.IOException;

/** Has Elasticsearch write its files again without what was deleted or overwritten; else that stays until a merge comes by itself. */
final class SegmentMerge {

    private static final String ALL = "groundswell-*";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Only segments in which anything was overwritten are written again. */
    static void of(SearchDoor door) throws IOException, InterruptedException {
        allow(door, 0);
        try {
            door.ask("POST", ALL + "/_flush", null);
            door.ask("POST", ALL + "/_forcemerge?only_expunge_deletes=true", null);
            door.ask("POST", ALL + "/_flush?force=true", null);
        } finally {
            allow(door, null);
        }
    }

    /** @param percent of overwritten documents up to which a segment is left alone; null for Elasticsearch's own */
    private static void allow(SearchDoor door, Integer percent) throws IOException, InterruptedException {
        ObjectNode settings = JSON.createObjectNode().put("index.merge.policy.expunge_deletes_allowed", percent);
        door.ask("PUT", ALL + "/_settings", settings);
    }

    private SegmentMerge() {}
}
