package io.groundswell.collect;

/**
 * What a server calls a post when it speaks to its own clients, beside the name the post has among all servers.
 *
 * @param localName as a deletion has it for an id
 * @param id mention id
 * @param observedAt milliseconds since 1970
 */
public record LocalName(String localName, String id, long observedAt) {}
