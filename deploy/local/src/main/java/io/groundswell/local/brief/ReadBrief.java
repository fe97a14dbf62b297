package io.groundswell.local.brief;

import static io.groundswell.local.brief.Published.ascending;
import static io.groundswell.local.brief.Published.between;
import static io.groundswell.local.brief.Published.both;
import static io.groundswell.local.brief.Published.is;
import static io.groundswell.local.brief.Published.isOneOf;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import io.groundswell.local.brief.Brief.Answers;
import io.groundswell.local.brief.Brief.Asking;
import io.groundswell.local.brief.Brief.Campaign;
import io.groundswell.local.brief.Brief.Group;
import io.groundswell.local.brief.Brief.Listened;
import io.groundswell.local.brief.Brief.Member;
import io.groundswell.local.brief.Brief.Post;
import io.groundswell.local.brief.Brief.Reviews;
import io.groundswell.local.brief.Brief.Share;
import io.groundswell.publish.document.Index;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes the brief of one brand out of what was published. */
public final class ReadBrief {

    /** As many as somebody may read in a morning; how many there are is told beside them. */
    private static final int ASKING_SHOWN = 100;

    private static final List<String> OPEN = List.of("WAITING", "OVERDUE");

    private final Published published;

    public ReadBrief(Published published) {
        this.published = published;
    }

    /** @throws IOException in a sentence for the user */
    public Brief of(Listened brand, Span span) throws IOException {
        ReadHours hours = new ReadHours(published, brand.id(), span);
        ReadMentions mentions = new ReadMentions(published, brand, span);
        ReadIncidents incidents = new ReadIncidents(published, mentions, brand, span);
        List<Double> before = hours.sameHoursBefore();
        List<String> reviews = mentions.reviews();
        List<Brief.Incident> told = incidents.incidents();
        List<Share> share = share(brand.id(), span);

        TreeSet<String> versions = new TreeSet<>(hours.versions());
        told.forEach(incident -> incident.why().forEach(why -> versions.add(why.rule())));
        share.forEach(each -> versions.add("panel " + each.panel()));
        return new Brief(
                brand,
                span,
                hours.asOf(),
                hours.totals(),
                Usual.Band.of(before),
                before.size(),
                hours.hours(),
                hours.days(),
                told,
                share,
                answers(brand.id(), span, mentions),
                mentions.posts(),
                mentions.voices(),
                mentions.hashtags().stream().limit(10).toList(),
                mentions.topics(),
                campaigns(brand.id(), span),
                new Reviews(hours.stars(), reviews.size(), mentions.answered(reviews)),
                hours.heard(),
                List.copyOf(versions));
    }

    private List<Share> share(String brand, Span span) throws IOException {
        SortedMap<Integer, SortedMap<String, Member>> panels = new TreeMap<>();
        for (Kept.Share hour : published.all(
                Index.SHARES,
                Kept.Share.class,
                "windowStart",
                is("brand", brand),
                is("platform", "all"),
                is("size", "HOUR"),
                between("windowStart", span.from(), span.to()))) {
            SortedMap<String, Member> members = panels.computeIfAbsent(hour.panel(), none -> new TreeMap<>());
            hour.members().forEach(member -> members.merge(member.brand(), member, ReadBrief::plus));
        }
        Comparator<Member> most =
                Comparator.comparingLong(Member::mentions).reversed().thenComparing(Member::brand);
        return panels.entrySet().stream()
                .map(panel -> new Share(
                        panel.getKey(),
                        panel.getValue().values().stream().sorted(most).toList()))
                .toList();
    }

    private static Member plus(Member one, Member other) {
        return new Member(
                one.brand(),
                one.mentions() + other.mentions(),
                one.people() + other.people(),
                one.negative() + other.negative(),
                one.reach() + other.reach(),
                one.engagement() + other.engagement());
    }

    private Answers answers(String brand, Span span, ReadMentions mentions) throws IOException {
        Query open = both(is("brand", brand), isOneOf("state", OPEN), until(span));
        Map<String, Long> states = counted(open, "state");
        Map<String, Long> asked = counted(
                both(
                        is("brand", brand),
                        isOneOf("state", List.of("WAITING", "OVERDUE", "ANSWERED")),
                        between("askedAt", span.from(), span.to())),
                "state");
        List<Kept.Response> oldest = published
                .search(Index.RESPONSES, Kept.Response.class, search -> search.size(ASKING_SHOWN)
                        .query(open)
                        .sort(ascending("askedAt"), ascending("id")))
                .hits()
                .hits()
                .stream()
                .map(hit -> hit.source())
                .toList();
        Map<String, Post> posts =
                mentions.posts(oldest.stream().map(Kept.Response::mention).toList());
        return new Answers(
                states.getOrDefault("WAITING", 0L),
                states.getOrDefault("OVERDUE", 0L),
                asked.values().stream().mapToLong(Long::longValue).sum(),
                asked.getOrDefault("ANSWERED", 0L),
                oldest.stream()
                        .filter(asking -> posts.containsKey(asking.mention()))
                        .map(asking -> asking(asking, posts.get(asking.mention())))
                        .toList(),
                groups(open));
    }

    private static Query until(Span span) {
        return Query.of(query -> query.range(
                range -> range.date(date -> date.field("askedAt").lt(span.to().toString()))));
    }

    private static Asking asking(Kept.Response response, Post post) {
        return new Asking(
                post,
                response.askedAt(),
                response.state().equals("OVERDUE"),
                Optional.ofNullable(response.dueAt()),
                response.intent(),
                response.department());
    }

    private Map<String, Long> counted(Query wanted, String field) throws IOException {
        return published
                .search(Index.RESPONSES, Void.class, search -> search.size(0)
                        .query(wanted)
                        .aggregations("each", each -> each.terms(terms -> terms.field(field))))
                .aggregations()
                .get("each")
                .sterms()
                .buckets()
                .array()
                .stream()
                .collect(Collectors.toMap(bucket -> bucket.key().stringValue(), bucket -> bucket.docCount()));
    }

    private List<Group> groups(Query open) throws IOException {
        int most = 100;
        return published
                .search(Index.RESPONSES, Void.class, search -> search.size(0)
                        .query(open)
                        .aggregations("intents", intents -> intents.terms(
                                        terms -> terms.field("intent").size(most))
                                .aggregations("departments", departments -> departments
                                        .terms(terms ->
                                                terms.field("department").size(most))
                                        .aggregations("overdue", only -> only.filter(is("state", "OVERDUE"))))))
                .aggregations()
                .get("intents")
                .sterms()
                .buckets()
                .array()
                .stream()
                .flatMap(intent -> intent.aggregations().get("departments").sterms().buckets().array().stream()
                        .map(department -> {
                            long overdue = department
                                    .aggregations()
                                    .get("overdue")
                                    .filter()
                                    .docCount();
                            return new Group(
                                    intent.key().stringValue(),
                                    department.key().stringValue(),
                                    department.docCount() - overdue,
                                    overdue);
                        }))
                .sorted(Comparator.comparingLong((Group group) -> group.waiting() + group.overdue())
                        .reversed()
                        .thenComparing(Group::intent)
                        .thenComparing(Group::department))
                .toList();
    }

    private List<Campaign> campaigns(String brand, Span span) throws IOException {
        return published
                .all(
                        Index.CAMPAIGNS,
                        Kept.Campaign.class,
                        "start",
                        is("brand", brand),
                        Query.of(query -> query.range(range -> range.date(
                                date -> date.field("start").lt(span.to().toString())))),
                        Query.of(query -> query.range(range -> range.date(
                                date -> date.field("end").gt(span.from().toString())))))
                .stream()
                .map(campaign -> new Campaign(
                        campaign.name(),
                        campaign.start(),
                        campaign.end(),
                        campaign.volume(),
                        campaign.people(),
                        campaign.reach(),
                        campaign.engagement(),
                        Optional.ofNullable(campaign.netSentiment()),
                        Optional.ofNullable(campaign.targets()).orElse(List.of())))
                .toList();
    }
}
