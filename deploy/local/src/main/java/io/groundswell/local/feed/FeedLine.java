package io.groundswell.local.feed;

import java.time.Instant;

/**
 * One line of a feed, as it is to be sent.
 *
 * @param platform slug
 * @param time when the platform sent it: the line's own time, or that of a neighbour when it has none
 * @param payload the bytes without the line end
 * @param file which of the files it comes from, from 0
 * @param number of the line in its file, from 1
 */
public record FeedLine(String platform, Instant time, byte[] payload, int file, long number) {}
