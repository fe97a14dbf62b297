package io.groundswell.measure.panel;

import io.groundswell.topics.Brand;
import io.groundswell.topics.Panel;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The panel of one brand that another, or itself, belongs to on one day.
 *
 * @param owner id of the brand whose panel it is
 * @param version 1 is the first
 * @param from when it began to hold, milliseconds since 1970; {@link #EVER} when it always did
 * @param members ids, sorted, the owner among them
 * @param day when the day began in the owner's time zone, milliseconds since 1970
 * @param nextDay when it ended
 */
public record Membership(String owner, int version, long from, List<String> members, long day, long nextDay) {

    public static final long EVER = Long.MIN_VALUE;

    /** Of all brands' panels those that the brand belongs to at that time. A brand without anybody to compare with has none. */
    public static List<Membership> of(String brand, long time, Collection<Brand> brands) {
        List<Membership> memberships = new ArrayList<>();
        for (Brand owner : brands) {
            if (!owner.getPanels().isEmpty() || !owner.getCompetitors().isEmpty()) {
                Membership panel = of(owner, time);
                if (panel.members().contains(brand)) {
                    memberships.add(panel);
                }
            }
        }
        return memberships;
    }

    private static Membership of(Brand owner, long time) {
        ZoneId zone = ZoneId.of(owner.getTimeZone());
        LocalDate date = Instant.ofEpochMilli(time).atZone(zone).toLocalDate();
        int version = 1;
        long from = EVER;
        List<String> rivals = owner.getCompetitors();
        for (int i = 0; i < owner.getPanels().size(); i++) {
            Panel panel = owner.getPanels().get(i);
            // What was before the first is as the first: better than to compare with nobody.
            if (i == 0 || !panel.getFrom().isAfter(date)) {
                version = i + 1;
                from = i == 0 ? EVER : start(panel.getFrom(), zone);
                rivals = panel.getBrands();
            }
        }
        TreeSet<String> members = new TreeSet<>(rivals);
        members.add(owner.getId());
        return new Membership(
                owner.getId(), version, from, List.copyOf(members), start(date, zone), start(date.plusDays(1), zone));
    }

    private static long start(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
