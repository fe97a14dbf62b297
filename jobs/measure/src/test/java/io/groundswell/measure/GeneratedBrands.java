package io.groundswell.measure;

import io.groundswell.topics.Answers;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Campaign;
import io.groundswell.topics.OpenHours;
import io.groundswell.topics.Panel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The brands that {@link GeneratedPosts} are about: one that promises nothing, one with opening hours and another panel from the
 * night on in which the clocks change, one that answers at all hours.
 */
final class GeneratedBrands {

    /** Over all posts, and all of them are of it. */
    static final Campaign WHOLE = Campaign.newBuilder()
            .setId("whole")
            .setName("Whole")
            .setFrom(LocalDate.of(2026, 3, 10))
            .setTo(LocalDate.of(2026, 4, 20))
            .build();

    static final List<Brand> ALL = List.of(
            brand("acme").setCompetitors(List.of("zest", "never-heard")).build(),
            brand("zest")
                    .setPanels(List.of(
                            new Panel(LocalDate.of(2026, 3, 27), List.of("acme")),
                            new Panel(LocalDate.of(2026, 3, 29), List.of("acme", "kolk"))))
                    .setAnswers(new Answers(
                            zestsHours(),
                            Map.of("any", 240L, "support", 45L),
                            Map.of("review", "support", "praise", "press", "question", "none")))
                    .build(),
            brand("kolk")
                    .setCompetitors(List.of("acme", "zest"))
                    .setAnswers(new Answers(List.of(), Map.of("sales", 90L), Map.of("job", "people")))
                    .build());

    private static List<OpenHours> zestsHours() {
        List<OpenHours> hours = new ArrayList<>();
        for (int day = 1; day <= 5; day++) {
            hours.add(new OpenHours(day, 13 * 60, 17 * 60 + 30));
            hours.add(new OpenHours(day, 9 * 60, 12 * 60));
        }
        hours.add(new OpenHours(6, 20 * 60, 24 * 60));
        // On the day the clocks change there is no half past two.
        hours.add(new OpenHours(7, 0, 2 * 60 + 30));
        hours.add(new OpenHours(7, 14 * 60, 15 * 60));
        return hours;
    }

    private static Brand.Builder brand(String id) {
        return Brand.newBuilder()
                .setId(id)
                .setName(id)
                .setQuery(id)
                .setTimeZone(GeneratedPosts.ZONES.get(id).getId())
                .setCampaigns(List.of(WHOLE));
    }

    private GeneratedBrands() {}
}
