package io.groundswell.local.brief;

import static io.groundswell.local.brief.Published.is;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.groundswell.local.brief.Brief.Evidence;
import io.groundswell.local.brief.Brief.Incident;
import io.groundswell.local.brief.Brief.Listened;
import io.groundswell.local.brief.Brief.Part;
import io.groundswell.local.brief.Brief.Post;
import io.groundswell.local.brief.Brief.Why;
import io.groundswell.publish.document.Index;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Incidents that were open at any moment of the time, with the alerts of the brand that explain them. */
final class ReadIncidents {

    private static final int PARTS_SHOWN = 6;
    private static final int EVIDENCE_SHOWN = 4;

    /** What a person recognises: parts of other kinds are ids, or are told by the figures. */
    private static final Set<String> TELLING = Set.of("PHRASE", "HASHTAG", "ENTITY", "LINK");

    private static final List<String> MATTERS_MOST = List.of("NEGATIVE", "REVIEWS", "VOLUME");

    private final Published published;
    private final ReadMentions mentions;
    private final Listened brand;
    private final Span span;

    ReadIncidents(Published published, ReadMentions mentions, Listened brand, Span span) {
        this.published = published;
        this.mentions = mentions;
        this.brand = brand;
        this.span = span;
    }

    /** Crises first, then the latest first. */
    List<Incident> incidents() throws IOException {
        List<Kept.Incident> kept = published.all(
                Index.INCIDENTS,
                Kept.Incident.class,
                "openedAt",
                is("brands", brand.id()),
                openedBefore(),
                notEndedBefore());
        Map<String, Kept.Alert> alerts = published.byId(
                Index.ALERTS,
                Kept.Alert.class,
                kept.stream().flatMap(incident -> incident.alerts().stream()).toList());
        Map<String, Post> posts = mentions.posts(alerts.values().stream()
                .filter(alert -> alert.evidence() != null)
                .flatMap(alert -> alert.evidence().stream())
                .map(Kept.Evidence::mention)
                .distinct()
                .toList());
        return kept.stream()
                .map(incident -> incident(incident, alerts, posts))
                .sorted(Comparator.comparing((Incident incident) -> !incident.crisis())
                        .thenComparing(Incident::openedAt, Comparator.reverseOrder())
                        .thenComparing(Incident::id))
                .toList();
    }

    private Query openedBefore() {
        return Query.of(query -> query.range(
                range -> range.date(date -> date.field("openedAt").lt(span.to().toString()))));
    }

    private Query notEndedBefore() {
        return Query.of(query -> query.bool(bool -> bool.should(
                        Query.of(ended -> ended.range(range -> range.date(
                                date -> date.field("endedAt").gte(span.from().toString())))),
                        Query.of(goesOn -> goesOn.bool(none ->
                                none.mustNot(Query.of(ended -> ended.exists(field -> field.field("endedAt")))))))
                .minimumShouldMatch("1")));
    }

    private Incident incident(Kept.Incident kept, Map<String, Kept.Alert> alerts, Map<String, Post> posts) {
        return new Incident(
                kept.id(),
                kept.state().toLowerCase(Locale.ROOT).replace('_', ' '),
                "CRISIS".equals(kept.tier()),
                kept.openedAt(),
                Optional.ofNullable(kept.crisisAt()),
                Optional.ofNullable(kept.endedAt()),
                kept.headline(),
                Optional.ofNullable(kept.owner()).orElse(""),
                Optional.ofNullable(kept.acknowledgedBy()).orElse(""),
                Optional.ofNullable(kept.note()).orElse(""),
                kept.asked(),
                kept.answered(),
                kept.turns(),
                kept.alerts().stream()
                        .map(alerts::get)
                        .filter(Objects::nonNull)
                        .filter(alert -> alert.brand().equals(brand.id()) && alert.explanation() != null)
                        .sorted(Comparator.comparingInt(alert -> place(alert.signal())))
                        .map(alert -> why(alert, posts))
                        .toList());
    }

    private boolean isOfAll(String name) {
        return name.isEmpty() || name.equalsIgnoreCase(brand.name()) || name.equalsIgnoreCase(brand.id());
    }

    private static int place(String signal) {
        int place = MATTERS_MOST.indexOf(signal);
        return place < 0 ? MATTERS_MOST.size() : place;
    }

    private Why why(Kept.Alert alert, Map<String, Post> posts) {
        Kept.Explanation worst = alert.explanation();
        return new Why(
                alert.signal().toLowerCase(Locale.ROOT),
                alert.rule(),
                worst.windowStart(),
                worst.windowEnd(),
                worst.seen(),
                worst.expected(),
                worst.sentence(),
                worst.parts().stream()
                        .filter(part -> TELLING.contains(part.kind()) && part.excess() > 0 && !isOfAll(part.name()))
                        .sorted(Comparator.comparingDouble(
                                        (Kept.Part part) -> part.usuallyCarriedBy() - part.carriedBy())
                                .thenComparing(Kept.Part::name))
                        .limit(PARTS_SHOWN)
                        .map(part -> new Part(
                                part.kind().toLowerCase(Locale.ROOT),
                                part.name(),
                                part.carriedBy(),
                                part.usuallyCarriedBy()))
                        .toList(),
                Optional.ofNullable(alert.evidence()).orElse(List.of()).stream()
                        .filter(each -> posts.containsKey(each.mention()))
                        .limit(EVIDENCE_SHOWN)
                        .map(each -> new Evidence(posts.get(each.mention()), each.count()))
                        .toList());
    }
}
