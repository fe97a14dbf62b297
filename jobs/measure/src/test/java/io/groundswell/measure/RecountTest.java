package io.groundswell.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.KafkaRecord;
import io.groundswell.measure.volume.CampaignTime;
import io.groundswell.testkit.PlainRecount;
import io.groundswell.topics.Brand;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Measure;
import io.groundswell.topics.ResponseTimes;
import io.groundswell.topics.ShareOfVoice;
import io.groundswell.topics.SubjectKind;
import io.groundswell.topics.WindowSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@link RecountScenarios} with 200,000 versions of posts that were made up. */
class RecountTest extends RecountScenarios {

    private static final int VERSIONS = 200_000;

    private List<EnrichedMention> first;

    @Override
    List<EnrichedMention> versions() {
        List<EnrichedMention> versions = GeneratedPosts.of(VERSIONS, 17);
        first = List.copyOf(versions.subList(0, 20_000));
        return versions;
    }

    @Override
    List<Brand> brands() {
        return GeneratedBrands.ALL;
    }

    /** They are of five days, so that none is late because others were ahead. */
    @Override
    List<KafkaRecord> shuffledAndDoubled(List<KafkaRecord> posts) {
        List<KafkaRecord> all = new ArrayList<>(posts);
        all.addAll(all.subList(0, VERSIONS / 2));
        Collections.shuffle(all, new Random(23));
        return all;
    }

    @Override
    void assertSomethingIsRecounted(Recounted recounted) {
        assertThat(SummedParts.named(TOLD.values(), SubjectKind.VOICE, "copy")).isPositive();
        assertThat(recounted.windows().get("zest|all|day|2026-03-28T23:00:00Z"))
                .contains(
                        "mentions=", "amplified=", "deleted=", "star1=", "reachSliding=", "likes=", "HASHTAG", "POST");
        assertThat(recounted.windows().values()).anyMatch(line -> line.contains("late="));
        assertThat(recounted.shares().values())
                .extracting(ShareOfVoice::getPanel)
                .contains(1, 2);
        assertThat(recounted.responses().values())
                .extracting(response -> response.getState() + " " + response.getKept())
                .contains("ANSWERED true", "ANSWERED false", "ANSWERED null", "OVERDUE false", "WAITING null");
        assertThat(recounted.times().values())
                .extracting(ResponseTimes::getMedianSeconds)
                .anyMatch(Objects::isNull)
                .anyMatch(Objects::nonNull);
    }

    @Test
    void one_in_a_hundred_deleted_it_is_as_if_they_had_never_been_there() throws Exception {
        // Given
        Random random = new Random(5);
        List<EnrichedMention> deletedLater = new ArrayList<>(first);
        List<EnrichedMention> neverThere = new ArrayList<>();
        Map<String, Boolean> goes = new TreeMap<>();
        for (EnrichedMention version : first) {
            if (!goes.computeIfAbsent(version.getMention().getId(), id -> random.nextInt(100) == 0)) {
                neverThere.add(version);
            }
        }
        goes.forEach((id, gone) -> {
            if (gone) {
                deletedLater.add(GeneratedPosts.deletion(id));
            }
        });

        // When
        run(encoded(deletedLater), new ServedRecords.Straight());

        // Then
        assertThat(withoutTraces(told()))
                .isEqualTo(withoutTraces(
                        PlainRecount.of(neverThere, GeneratedPosts.ZONES).lines()));
    }

    private static SortedMap<String, String> withoutTraces(SortedMap<String, String> lines) {
        // What comes too late is counted when it comes, whatever becomes of it.
        lines.replaceAll((id, line) -> line.replaceAll("(deleted|late)=\\d+ ?", ""));
        lines.values().removeIf(line -> !line.contains("="));
        return lines;
    }

    @Test
    void days_are_the_sums_of_their_minutes() throws Exception {
        // When
        run(posts.subList(0, 50_000), new ServedRecords.Straight());

        // Then
        Map<String, long[]> days = new TreeMap<>();
        Map<List<String>, NavigableMap<Instant, Measure>> calendars = new HashMap<>();
        for (Measure measure : TOLD.values()) {
            if (measure.getSize() == WindowSize.DAY && !CampaignTime.isCampaign(measure.getBrand())) {
                days.put(measure.getId(), SummedCampaigns.sums(measure));
                calendars
                        .computeIfAbsent(List.of(measure.getBrand(), measure.getPlatform()), counted -> new TreeMap<>())
                        .put(measure.getWindowStart(), measure);
            }
        }
        assertThat(days).hasSizeGreaterThan(30);
        for (Measure minute : TOLD.values()) {
            if (minute.getSize() == WindowSize.MINUTE) {
                Measure day = calendars
                        .get(List.of(minute.getBrand(), minute.getPlatform()))
                        .floorEntry(minute.getWindowStart())
                        .getValue();
                assertThat(minute.getWindowStart()).isBefore(day.getWindowEnd());
                long[] rest = days.get(day.getId());
                long[] sums = SummedCampaigns.sums(minute);
                for (int i = 0; i < sums.length; i++) {
                    rest[i] -= sums[i];
                }
            }
        }
        assertThat(days.values()).allSatisfy(rest -> assertThat(rest).containsOnly(0));
    }
}
