package io.groundswell.enrich.copies;

import io.groundswell.topics.Author;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import java.time.Duration;

/**
 * What is remembered of one post that carries a text.
 *
 * @param mention id
 * @param author id; the mention's own id when the author is not known, so that each counts as one
 * @param createdAt milliseconds since 1970
 * @param repost whether the platform itself calls it one
 * @param known whether anything is known of the account by which to judge it
 * @param young whether the account was younger than {@link #YOUNG} when it posted
 * @param empty whether it had {@link #EMPTY} followers or fewer
 * @param automated whether the platform calls it automated
 */
public record Carrier(
        String mention,
        String author,
        long createdAt,
        boolean repost,
        boolean known,
        boolean young,
        boolean empty,
        boolean automated) {

    static final Duration YOUNG = Duration.ofDays(30);
    static final long EMPTY = 5;

    public static Carrier of(Mention mention) {
        Author author = mention.getAuthor();
        boolean ageKnown = author != null && author.getSince() != null && mention.getCreatedAt() != null;
        boolean followersKnown = author != null && author.getFollowers() != null;
        boolean flagKnown = author != null && author.getAutomated() != null;
        return new Carrier(
                mention.getId(),
                author == null ? mention.getId() : author.getId(),
                (mention.getCreatedAt() == null ? mention.getObservedAt() : mention.getCreatedAt()).toEpochMilli(),
                mention.getKind() == MentionKind.REPOST,
                ageKnown || followersKnown || flagKnown,
                ageKnown
                        && Duration.between(author.getSince(), mention.getCreatedAt())
                                        .compareTo(YOUNG)
                                < 0,
                followersKnown && author.getFollowers() <= EMPTY,
                flagKnown && author.getAutomated());
    }
}
