package io.groundswell.local.feed;

import java.time.Instant;

/**
 * One record of a feed, often a line, as it is to be sent.
 *
 * @param platform slug
 * @param time when the platform sent it: its own time, or that of a neighbour when it has none
 * @param payload the bytes without the line end
 * @param file which of the files it comes from, from 0
 * @param number of the record in its file, from 1
 */
public record FeedLine(String platform, Instant time, byte[] payload, int file, long number) {}
