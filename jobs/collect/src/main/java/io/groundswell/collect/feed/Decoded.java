package io.groundswell.collect.feed;

import io.groundswell.topics.Mention;
import io.groundswell.topics.Reason;

/** One item of a feed record. */
public sealed interface Decoded {

    /** A post, or a newer state of one; the brands are not filled in yet. */
    record Post(Mention mention) implements Decoded {}

    /** The platform asks for a post to be forgotten; the mention has {@code deleted = true}. */
    record Deletion(Mention mention) implements Decoded {}

    /**
     * Something that is no post and needs none of our doing but being counted.
     *
     * @param kind slug, such as keep-alive, limit, warning, disconnect, scrub-geo, withheld, errors, users
     */
    record Control(String kind) implements Decoded {}

    /**
     * An item that cannot be used.
     *
     * @param field path of the field at fault, such as {@code user.id_str}; null when it is not about one field
     * @param detail one sentence, never post text
     * @param part which item of the record, such as {@code data[3]}; empty when it is the whole record
     */
    record Undecodable(Reason reason, String field, String detail, String part) implements Decoded {}
}
