package io.groundswell.collect;

import io.groundswell.flow.PseudonymKeys;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Author;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Engagement;
import io.groundswell.topics.Mention;
import io.groundswell.topics.Takedown;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * Puts pseudonyms in place of authors, before anything of them is written or kept: their ids stay countable, names, handles
 * and addresses that name them go. Own accounts of brands are nobody's private matter and stay as they are. What people
 * write in their texts is left alone.
 */
final class Pseudonyms implements Serializable {

    private static final long serialVersionUID = 1L;

    private final PseudonymKeys keys;

    Pseudonyms(PseudonymKeys keys) {
        this.keys = keys;
    }

    /** To be called when it is known whose account it is. */
    void hide(Mention mention) {
        Author author = mention.getAuthor();
        if (keys.isEmpty() || author == null || mention.getOwnedBy() != null) {
            return;
        }
        String link = mention.getPermalink();
        if (link != null && (names(link, author.getHandle()) || names(link, nativeId(author.getId())))) {
            mention.setPermalink(null);
        }
        author.setId(keys.pseudonym(author.getId()));
        author.setHandle(null);
        author.setName(null);
    }

    private static boolean names(String link, String name) {
        return name != null && !name.isEmpty() && link.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
    }

    private static String nativeId(String id) {
        return id.substring(id.indexOf(':') + 1);
    }

    void hide(Engagement engagement) {
        if (engagement.getBy() != null) {
            engagement.setBy(keys.pseudonym(engagement.getBy()));
        }
    }

    void hide(Takedown takedown) {
        if (!keys.isEmpty() && takedown.getAccount()) {
            String rest = takedown.getId().substring(takedown.getSubject().length());
            takedown.setSubject(keys.pseudonym(takedown.getSubject()));
            takedown.setId(takedown.getSubject() + rest);
        }
    }

    /** To be called when it is known whose account it is. */
    void hide(Audience audience) {
        if (!keys.isEmpty() && audience.getBrand() == null) {
            audience.setAccount(keys.pseudonym(audience.getAccount()));
            audience.setHandle(null);
            audience.setName(null);
        }
    }

    /** The raw record is not carried along: it lies in its feed for as long as that is kept, and the letter says where. */
    DeadLetter withoutBytes(DeadLetter letter) {
        if (!keys.isEmpty()) {
            letter.setRecordKey(null);
            letter.setRecordValue(null);
            letter.setHeaders(List.of());
        }
        return letter;
    }
}
