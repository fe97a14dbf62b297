package io.groundswell.collect.feed;

import io.groundswell.topics.Mention;
import io.groundswell.topics.Reason;

/** One item of a feed record. */
public sealed interface Decoded {

    /**
     * A post, or a newer state of one; the brands are not filled in yet.
     *
     * @param localName what a deletion has for an id where it knows only the names of one server; else null
     */
    record Post(Mention mention, String localName) implements Decoded {

        public Post(Mention mention) {
            this(mention, null);
        }
    }

    /**
     * The platform asks for a post to be forgotten; the mention has {@code deleted = true}, and the note {@link
     * #LOCAL_NAME} where its id is a local name.
     */
    record Deletion(Mention mention) implements Decoded {}

    String LOCAL_NAME = "local-name";

    /** Somebody liked or shared a post, or took that back; or a post's counters alone. */
    record Engagement(io.groundswell.topics.Engagement engagement) implements Decoded {}

    /** Posts of an account, or a post in some countries, are taken down or come back. */
    record Takedown(io.groundswell.topics.Takedown takedown) implements Decoded {}

    /** How many follow an account; the brand is not filled in yet. */
    record Audience(io.groundswell.topics.Audience audience) implements Decoded {}

    /** An event of web analytics. */
    record Traffic(io.groundswell.topics.Traffic traffic) implements Decoded {}

    /**
     * Something that is no post and needs none of our doing but being counted.
     *
     * @param kind slug, such as keep-alive, limit, warning, disconnect, empty-page, errors, users
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
