package io.groundswell.collect;

import io.groundswell.flow.PseudonymKeys;
import io.groundswell.flow.Setting;
import io.groundswell.flow.Settings;
import java.time.Duration;
import java.util.List;

/**
 * What a user may set for this stage.
 *
 * @param engagementMemory how long single likes and shares are remembered
 * @param localNameMemory how long posts are known by what one server calls them
 * @param pseudonymKeys by which authors are called something else
 */
public record CollectSettings(Duration engagementMemory, Duration localNameMemory, PseudonymKeys pseudonymKeys) {

    static final Setting<Duration> ENGAGEMENT_MEMORY = Setting.duration(
            "collect.engagement-memory",
            "2d",
            "How long likes and shares that are told one by one are remembered, to be added up and taken back");

    static final Setting<Duration> LOCAL_NAME_MEMORY = Setting.duration(
            "collect.local-name-memory",
            "400d",
            "How long a post about a brand is known by what one server calls it, for deletions that know no other name");

    static final Setting<String> PSEUDONYM_KEYS = Setting.text(
            "collect.pseudonym-keys",
            "",
            "File of keys, the newest first, by which authors get pseudonyms before anything is written; empty keeps the ids platforms give them");

    public static final List<Setting<?>> ALL = List.of(ENGAGEMENT_MEMORY, LOCAL_NAME_MEMORY, PSEUDONYM_KEYS);

    public static CollectSettings from(Settings settings) {
        return new CollectSettings(
                settings.get(ENGAGEMENT_MEMORY),
                settings.get(LOCAL_NAME_MEMORY),
                PseudonymKeys.in(settings.get(PSEUDONYM_KEYS)));
    }
}
