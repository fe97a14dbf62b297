package io.groundswell.measure.audience;

import io.groundswell.topics.Audience;
import io.groundswell.topics.AudienceDay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How many followed an account at one moment.
 *
 * @param account platform:native id
 * @param platform slug
 * @param handle null when unknown
 * @param name null when unknown
 * @param brand whose own account it is, or null
 * @param at milliseconds since 1970
 * @param day when the day began that this moment lies in, milliseconds since 1970
 * @param nextDay when it ended
 */
public record FollowerCount(
        String account,
        String platform,
        String handle,
        String name,
        String brand,
        long at,
        long day,
        long nextDay,
        long followers) {

    /** How far back a count may lie that others are compared with; an hour more, since the clocks may be put back on the way. */
    public static final Duration COMPARED_WITH = Duration.ofDays(28).plusHours(1);

    /**
     * @param zone where the days of its brand begin
     * @return empty when the followers were not told
     */
    public static Optional<FollowerCount> of(Audience audience, ZoneId zone) {
        if (audience.getFollowers() == null) {
            return Optional.empty();
        }
        LocalDate date = audience.getAt().atZone(zone).toLocalDate();
        return Optional.of(new FollowerCount(
                audience.getAccount(),
                audience.getPlatform(),
                audience.getHandle(),
                audience.getName(),
                audience.getBrand(),
                audience.getAt().toEpochMilli(),
                date.atStartOfDay(zone).toInstant().toEpochMilli(),
                date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli(),
                audience.getFollowers()));
    }

    /** Whether this is the one of the two that counts for their day. */
    public boolean outranks(FollowerCount other) {
        return other == null || at > other.at || at == other.at && followers > other.followers;
    }

    /** Whether a later count may be compared with this one. */
    public boolean isComparableFor(FollowerCount later) {
        return day < later.day && later.day - day <= COMPARED_WITH.toMillis();
    }

    /** @param before of the latest day before, or null */
    public AudienceDay comparedWith(FollowerCount before) {
        Long change = before == null ? null : (Long) (followers - before.followers);
        return AudienceDay.newBuilder()
                .setId(account + '|' + Instant.ofEpochMilli(day))
                .setAccount(account)
                .setPlatform(platform)
                .setHandle(handle)
                .setName(name)
                .setBrand(brand)
                .setDay(Instant.ofEpochMilli(day))
                .setFollowers(followers)
                .setSince(before == null ? null : Instant.ofEpochMilli(before.day))
                .setChange(change)
                .setWon(change == null ? null : (Long) Math.max(0, change))
                .setLost(change == null ? null : (Long) Math.max(0, -change))
                .setRevision(at + (before == null ? 0 : before.at))
                .setAsOf(Instant.ofEpochMilli(at))
                .build();
    }
}
