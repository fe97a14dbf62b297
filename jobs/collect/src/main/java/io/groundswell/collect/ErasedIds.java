package io.groundswell.collect;

import io.groundswell.collect.feed.Decoded;
import io.groundswell.flow.Erasures;
import io.groundswell.topics.Mention;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who and what was erased, by {@link Erasures digest}. Nothing by or about them passes again. Not thread-safe. */
final class ErasedIds {

    private final Set<String> keys = new HashSet<>();

    void add(String key) {
        keys.add(key);
    }

    void remove(String key) {
        keys.remove(key);
    }

    /**
     * What one record held, without what must not come back: posts of an erased author, erased posts, and reposts of either, as
     * they carry the same words. Deletions stay. Of a like by an erased author only who gave it goes.
     */
    List<Decoded> without(List<Decoded> items) {
        if (keys.isEmpty()) {
            return items;
        }
        Set<String> here = new HashSet<>();
        for (Decoded item : items) {
            if (item instanceof Decoded.Post post && isErased(post.mention())) {
                here.add(post.mention().getId());
            }
        }
        List<Decoded> left = new ArrayList<>(items.size());
        for (Decoded item : items) {
            if (!isErased(item, here)) {
                left.add(item);
            }
        }
        return left;
    }

    private boolean isErased(Decoded item, Set<String> here) {
        if (item instanceof Decoded.Post post) {
            Mention mention = post.mention();
            String original = mention.getRepostOf();
            return here.contains(mention.getId())
                    || original != null && (here.contains(original) || keys.contains(Erasures.ofMention(original)));
        } else if (item instanceof Decoded.Takedown takedown) {
            return takedown.takedown().getAccount()
                    && keys.contains(Erasures.ofAuthor(takedown.takedown().getSubject()));
        } else if (item instanceof Decoded.Audience audience) {
            return keys.contains(Erasures.ofAuthor(audience.audience().getAccount()));
        } else if (item instanceof Decoded.Engagement engagement) {
            String by = engagement.engagement().getBy();
            if (by != null && keys.contains(Erasures.ofAuthor(by))) {
                engagement.engagement().setBy(null);
            }
        }
        return false;
    }

    private boolean isErased(Mention mention) {
        return keys.contains(Erasures.ofMention(mention.getId()))
                || mention.getAuthor() != null
                        && keys.contains(Erasures.ofAuthor(mention.getAuthor().getId()));
    }
}
