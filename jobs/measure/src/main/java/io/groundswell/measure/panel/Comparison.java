package io.groundswell.measure.panel;

import io.groundswell.measure.volume.WindowKey;
import io.groundswell.topics.ShareMember;
import io.groundswell.topics.ShareOfVoice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** How a brand stands in one window among those it is compared with. */
public final class Comparison {

    /**
     * @param window of the brand whose panel it is
     * @param hours the newest known of each member and hour of the window
     */
    public static ShareOfVoice of(
            WindowKey window, Membership panel, Iterable<Map.Entry<HourOfMember.Place, Voices>> hours) {
        Map<String, Voices> members = new TreeMap<>();
        panel.members().forEach(member -> members.put(member, Voices.NONE));
        Voices all = Voices.NONE;
        for (Map.Entry<HourOfMember.Place, Voices> hour : hours) {
            members.merge(hour.getKey().member(), hour.getValue(), Voices::and);
            all = all.and(hour.getValue());
        }
        ShareOfVoice share = new ShareOfVoice();
        share.setId(window.id());
        share.setBrand(window.brand());
        share.setPlatform(window.platform());
        share.setSize(window.size());
        share.setWindowStart(Instant.ofEpochMilli(window.start()));
        share.setWindowEnd(Instant.ofEpochMilli(window.end()));
        share.setPanel(panel.version());
        share.setPanelFrom(panel.from() == Membership.EVER ? null : Instant.ofEpochMilli(panel.from()));
        List<ShareMember> told = new ArrayList<>();
        members.forEach((member, voices) -> told.add(new ShareMember(
                member,
                voices.mentions(),
                voices.people(),
                voices.negative(),
                voices.positive(),
                voices.reach(),
                voices.engagement())));
        share.setMembers(told);
        String owner = panel.owner();
        share.setOfMentions(share(owner, members, Voices::mentions));
        share.setOfPeople(share(owner, members, Voices::people));
        share.setOfReach(share(owner, members, Voices::reach));
        share.setOfEngagement(share(owner, members, Voices::engagement));
        share.setRevision(all.revision());
        share.setAsOf(Instant.ofEpochMilli(all.asOf()));
        return share;
    }

    private static Double share(String owner, Map<String, Voices> members, ToLongFunction<Voices> of) {
        long sum = 0;
        for (Voices voices : members.values()) {
            long part = of.applyAsLong(voices);
            if (part < 0) {
                return null;
            }
            sum += part;
        }
        return sum == 0 ? null : (double) of.applyAsLong(members.get(owner)) / sum;
    }

    private Comparison() {}
}
