package io.groundswell.measure;

import io.groundswell.testkit.PlainRecount;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Panel;
import io.groundswell.topics.ShareMember;
import io.groundswell.topics.ShareOfVoice;
import io.groundswell.topics.WindowSize;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * Shares of voice after the definitions in {@code share-of-voice.avsc}, of the hours of a {@link PlainRecount}. Left out are the
 * revision and the moment a share is as of, as there.
 */
final class RecountedShares {

    private final SortedMap<String, ShareOfVoice> shares = new TreeMap<>();

    /** By id; those in which nobody got anything are left out. */
    static SortedMap<String, ShareOfVoice> of(PlainRecount recount, List<Brand> brands) {
        RecountedShares recounted = new RecountedShares();
        recount.sums().forEach((id, sums) -> {
            String[] words = id.split("\\|");
            if (words[2].equals("hour")) {
                for (Brand owner : brands) {
                    recounted.count(owner, words[0], words[1], Instant.parse(words[3]), sums);
                }
            }
        });
        recounted.shares.values().removeIf(RecountedShares::isOfNothing);
        recounted.shares.values().forEach(RecountedShares::divide);
        return recounted.shares;
    }

    static boolean isOfNothing(ShareOfVoice share) {
        return share.getMembers().stream()
                .allMatch(member -> member.getMentions() == 0 && member.getReach() == 0 && member.getEngagement() == 0);
    }

    private void count(Brand owner, String member, String platform, Instant hour, ToLongFunction<String> sums) {
        ZoneId zone = ZoneId.of(owner.getTimeZone());
        LocalDate day = hour.atZone(zone).toLocalDate();
        int version = 1;
        Instant from = null;
        List<String> rivals = owner.getCompetitors();
        if (!owner.getPanels().isEmpty()) {
            rivals = owner.getPanels().get(0).getBrands();
            for (Panel panel : owner.getPanels().subList(1, owner.getPanels().size())) {
                if (!day.isBefore(panel.getFrom())) {
                    version++;
                    from = panel.getFrom().atStartOfDay(zone).toInstant();
                    rivals = panel.getBrands();
                }
            }
        }
        TreeSet<String> members = new TreeSet<>(rivals);
        members.add(owner.getId());
        if (!members.contains(member)) {
            return;
        }
        ShareOfVoice share = ShareOfVoice.newBuilder()
                .setId("")
                .setBrand(owner.getId())
                .setPlatform(platform)
                .setSize(WindowSize.HOUR)
                .setWindowStart(hour)
                .setWindowEnd(hour.plus(Duration.ofHours(1)))
                .setPanel(version)
                .setPanelFrom(from)
                .setMembers(members.stream()
                        .map(each -> new ShareMember(each, 0L, 0L, 0L, 0L, 0L, 0L))
                        .toList())
                .setRevision(0)
                .setAsOf(Instant.EPOCH)
                .build();
        String place = owner.getId() + '|' + platform;
        add(place + "|hour|" + hour, share, member, sums);
        share.setSize(WindowSize.DAY);
        share.setWindowStart(day.atStartOfDay(zone).toInstant());
        share.setWindowEnd(day.plusDays(1).atStartOfDay(zone).toInstant());
        add(place + "|day|" + share.getWindowStart(), share, member, sums);
    }

    private void add(String id, ShareOfVoice empty, String member, ToLongFunction<String> sums) {
        ShareOfVoice share = shares.computeIfAbsent(
                id, unknown -> ShareOfVoice.newBuilder(empty).setId(id).build());
        for (ShareMember each : share.getMembers()) {
            if (each.getBrand().equals(member)) {
                each.setMentions(each.getMentions() + sums.applyAsLong("mentions"));
                each.setPeople(each.getPeople() + sums.applyAsLong("people"));
                each.setNegative(each.getNegative() + sums.applyAsLong("negative"));
                each.setPositive(each.getPositive() + sums.applyAsLong("positive"));
                each.setReach(each.getReach() + sums.applyAsLong("reach"));
                each.setEngagement(each.getEngagement() + sums.applyAsLong("engagement"));
            }
        }
    }

    private static void divide(ShareOfVoice share) {
        share.setOfMentions(share(share, ShareMember::getMentions));
        share.setOfPeople(share(share, ShareMember::getPeople));
        share.setOfReach(share(share, ShareMember::getReach));
        share.setOfEngagement(share(share, ShareMember::getEngagement));
    }

    private static Double share(ShareOfVoice share, ToLongFunction<ShareMember> of) {
        List<Long> parts = new ArrayList<>();
        double own = 0;
        for (ShareMember member : share.getMembers()) {
            parts.add(of.applyAsLong(member));
            own += member.getBrand().equals(share.getBrand()) ? of.applyAsLong(member) : 0;
        }
        long all = parts.stream().mapToLong(part -> part).sum();
        return all == 0 || parts.stream().anyMatch(part -> part < 0) ? null : Double.valueOf(own / all);
    }

    private RecountedShares() {}
}
