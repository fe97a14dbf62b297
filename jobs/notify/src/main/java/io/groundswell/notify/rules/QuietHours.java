package io.groundswell.notify.rules;

import io.groundswell.topics.BrandRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** When nobody is to be told by a rule. */
final class QuietHours {

    /**
     * When the quiet hours end that a moment lies in, or null when it lies in none. Where clocks are changed, times of day are
     * those that people read off them.
     */
    static Instant endOf(BrandRule rule, ZoneId zone, Instant moment) {
        if (rule.getQuietFrom() == rule.getQuietTo()) {
            return null;
        }
        ZonedDateTime local = moment.atZone(zone);
        int minute = local.getHour() * 60 + local.getMinute();
        boolean overnight = rule.getQuietFrom() > rule.getQuietTo();
        boolean evening = minute >= rule.getQuietFrom();
        boolean morning = minute < rule.getQuietTo();
        if (overnight ? !evening && !morning : !(evening && morning)) {
            return null;
        }
        LocalDate day = local.toLocalDate().plusDays(overnight && evening ? 1 : 0);
        LocalTime end = LocalTime.of(rule.getQuietTo() / 60, rule.getQuietTo() % 60);
        return ZonedDateTime.of(day, end, zone).toInstant();
    }

    private QuietHours() {}
}
