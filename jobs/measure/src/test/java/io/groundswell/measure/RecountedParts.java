package io.groundswell.measure;

import io.groundswell.testkit.PlainRecount;
import io.groundswell.topics.Entity;
import io.groundswell.topics.MeasuredPart;
import io.groundswell.topics.Mention;
import io.groundswell.topics.Sentiment;
import io.groundswell.topics.SubjectKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the mentions of each minute carry, after the definition of {@code parts} in {@code measure.avsc}. */
final class RecountedParts {

    private static final List<SubjectKind> KINDS = List.of(
            SubjectKind.HASHTAG,
            SubjectKind.ENTITY,
            SubjectKind.LANGUAGE,
            SubjectKind.LINK,
            SubjectKind.AUTHOR,
            SubjectKind.PLATFORM,
            SubjectKind.VOICE,
            SubjectKind.THREAD,
            SubjectKind.PHRASE);

    /** By the id of the minute on all platforms. */
    static SortedMap<String, List<MeasuredPart>> of(List<PlainRecount.Counted> counted) {
        Map<String, List<PlainRecount.Counted>> minutes = new HashMap<>();
        for (PlainRecount.Counted each : counted) {
            Instant minute = each.version().getMention().getCreatedAt().truncatedTo(ChronoUnit.MINUTES);
            minutes.computeIfAbsent(each.brand() + "|all|minute|" + minute, unknown -> new ArrayList<>())
                    .add(each);
        }
        SortedMap<String, List<MeasuredPart>> parts = new TreeMap<>();
        minutes.forEach((id, minute) -> parts.put(id, parts(minute)));
        return parts;
    }

    private static List<MeasuredPart> parts(List<PlainRecount.Counted> counted) {
        List<PlainRecount.Counted> byWeight = counted.stream()
                .sorted(Comparator.comparing(
                                (PlainRecount.Counted each) -> each.sentiment() == Sentiment.NEGATIVE ? 0 : 1)
                        .thenComparing(each -> -each.followers())
                        .thenComparing(each -> each.version().getMention().getId()))
                .toList();
        List<MeasuredPart> told = new ArrayList<>();
        for (SubjectKind kind : KINDS) {
            Map<String, MeasuredPart> parts = new TreeMap<>();
            for (PlainRecount.Counted each : byWeight) {
                Set<String> names = names(kind, each);
                for (String name : names) {
                    count(each, 1_000 / names.size(), parts.computeIfAbsent(name, unknown -> MeasuredPart.newBuilder()
                            .setKind(kind)
                            .setName(name)
                            .build()));
                }
            }
            parts.values().stream()
                    .sorted(Comparator.comparing((MeasuredPart part) -> part.getPeople() + part.getAmplified())
                            .thenComparing(MeasuredPart::getNegative)
                            .reversed())
                    .limit(kind == SubjectKind.PHRASE ? 60 : 10)
                    .forEach(told::add);
        }
        return told;
    }

    private static Set<String> names(SubjectKind kind, PlainRecount.Counted counted) {
        Mention mention = counted.version().getMention();
        Set<String> names = new LinkedHashSet<>();
        switch (kind) {
            case HASHTAG -> mention.getHashtags().forEach(tag -> names.add(tag.toLowerCase(Locale.ROOT)));
            case ENTITY -> {
                for (Entity entity : counted.version().getEnrichment().getEntities()) {
                    names.add(entity.getCanonical() == null ? entity.getText() : entity.getCanonical());
                }
            }
            case LANGUAGE -> names.add(counted.version().getEnrichment().getLanguage());
            case LINK -> names.addAll(mention.getLinks());
            case AUTHOR ->
                names.add(
                        mention.getAuthor() == null ? null : mention.getAuthor().getId());
            case PLATFORM -> names.add(mention.getPlatform());
            case VOICE -> names.add(voice(counted));
            case THREAD -> names.add(thread(mention));
            default -> {
                for (String run : counted.version().getEnrichment().getPhrases()) {
                    String before = null;
                    for (String word : run.split(" ")) {
                        names.add(word);
                        names.add(before == null ? null : before + ' ' + word);
                        before = word;
                    }
                }
            }
        }
        names.remove(null);
        return names;
    }

    private static String voice(PlainRecount.Counted counted) {
        if (counted.voice().equals("automated")) {
            return "automated";
        }
        return counted.copy()
                ? "copy"
                : counted.version().getMention().getKind().name().toLowerCase(Locale.ROOT);
    }

    /** The post that it hands on, quotes, or in the end answers. */
    private static String thread(Mention mention) {
        if (mention.getRepostOf() != null) {
            return mention.getRepostOf();
        }
        if (mention.getQuoteOf() != null) {
            return mention.getQuoteOf();
        }
        if (mention.getThreadRoot() != null) {
            return mention.getThreadRoot();
        }
        return mention.getReplyTo() != null ? mention.getReplyTo() : mention.getId();
    }

    private static void count(PlainRecount.Counted counted, int share, MeasuredPart part) {
        if (counted.voice().equals("people")) {
            part.setPeople(part.getPeople() + 1);
            part.setPeopleShare(part.getPeopleShare() + share);
            if (counted.sentiment() == Sentiment.NEGATIVE) {
                part.setNegative(part.getNegative() + 1);
                part.setNegativeShare(part.getNegativeShare() + share);
            }
        } else {
            part.setAmplified(part.getAmplified() + 1);
            part.setAmplifiedShare(part.getAmplifiedShare() + share);
        }
        // One star or two of five.
        if (counted.version().getMention().getRating() != null
                && counted.version().getMention().getRating().getValue() < 0.375) {
            part.setLowReviews(part.getLowReviews() + 1);
            part.setLowReviewShare(part.getLowReviewShare() + share);
        }
        if (part.getMentions().size() < 2) {
            part.getMentions().add(counted.version().getMention().getId());
        }
    }

    private RecountedParts() {}
}
