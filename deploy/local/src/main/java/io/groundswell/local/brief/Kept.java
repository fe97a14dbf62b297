package io.groundswell.local.brief;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/** Documents as Elasticsearch keeps them, as far as a brief asks for them. What is not there is null. */
final class Kept {

    record Measure(
            String platform,
            Instant windowStart,
            long mentions,
            long people,
            long amplified,
            long automated,
            long owned,
            long negative,
            long neutral,
            long positive,
            long unjudged,
            long reach,
            long engagement,
            long star1,
            long star2,
            long star3,
            long star4,
            long star5,
            Brief.Interval negativeShare,
            String formula,
            List<String> metricVersions,
            Instant asOf) {}

    record Coverage(
            String platform, Instant windowStart, String state, long records, long deadLetters, Instant lastAt) {}

    record Share(int panel, List<Brief.Member> members) {}

    record Incident(
            String id,
            String state,
            String tier,
            Instant openedAt,
            Instant crisisAt,
            Instant endedAt,
            String headline,
            List<String> alerts,
            List<Brief.Turn> turns,
            String owner,
            String acknowledgedBy,
            String note,
            long asked,
            long answered) {}

    record Alert(
            String id, String brand, String signal, String rule, Explanation explanation, List<Evidence> evidence) {}

    record Explanation(
            Instant windowStart, Instant windowEnd, long seen, double expected, String sentence, List<Part> parts) {}

    record Part(String kind, String name, double excess, long carriedBy, double usuallyCarriedBy) {}

    record Evidence(String mention, long count) {}

    record Response(
            String mention,
            String platform,
            Instant askedAt,
            String intent,
            String department,
            String state,
            Instant dueAt) {}

    record Campaign(
            String name,
            Instant start,
            Instant end,
            long volume,
            long people,
            long reach,
            long engagement,
            Double netSentiment,
            List<Brief.Target> targets) {}

    record Mention(
            String id,
            String platform,
            boolean deleted,
            String text,
            Author author,
            Instant createdAt,
            Counters counters,
            String permalink,
            String language,
            String sentiment,
            List<Towards> towards) {}

    record Author(
            String id, String handle, String name, Long followers, @JsonProperty("automated") Boolean isAutomated) {}

    record Counters(Long likes, Long reposts, Long replies, Long quotes, Long bookmarks) {}

    record Towards(String brand, String sentiment) {}

    private Kept() {}
}
