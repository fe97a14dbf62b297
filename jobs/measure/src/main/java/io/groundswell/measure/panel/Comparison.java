package io.groundswell.measure.panel;

import io.groundswell.measure.panel.HourOfMember.Voices;
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

    /** @param hours the newest known of each member and hour of the window, in any order; at least one */
    public static ShareOfVoice of(Iterable<HourOfMember> hours) {
        HourOfMember any = hours.iterator().next();
        Map<String, Voices> members = new TreeMap<>();
        any.panel().members().forEach(member -> members.put(member, Voices.NONE));
        long revision = 0;
        long asOf = Long.MIN_VALUE;
        for (HourOfMember hour : hours) {
            members.merge(hour.member(), hour.voices(), Voices::and);
            revision += hour.revision();
            asOf = Math.max(asOf, hour.asOf());
        }
        ShareOfVoice share = new ShareOfVoice();
        share.setId(any.window().id());
        share.setBrand(any.window().brand());
        share.setPlatform(any.window().platform());
        share.setSize(any.window().size());
        share.setWindowStart(Instant.ofEpochMilli(any.window().start()));
        share.setWindowEnd(Instant.ofEpochMilli(any.window().end()));
        share.setPanel(any.panel().version());
        share.setPanelFrom(
                any.panel().from() == Membership.EVER
                        ? null
                        : Instant.ofEpochMilli(any.panel().from()));
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
        String owner = any.panel().owner();
        share.setOfMentions(share(owner, members, Voices::mentions));
        share.setOfPeople(share(owner, members, Voices::people));
        share.setOfReach(share(owner, members, Voices::reach));
        share.setOfEngagement(share(owner, members, Voices::engagement));
        share.setRevision(revision);
        share.setAsOf(Instant.ofEpochMilli(asOf));
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
