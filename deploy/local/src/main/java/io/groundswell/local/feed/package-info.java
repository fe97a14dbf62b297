/**
 * Feeds out of files: lines with their times, several files merged by time, how far a replay came, at what pace it goes.
 *
 * <p>In: plain Java over files.
 *
 * <p>Not in: what stands in a line (collect.feed), Kafka (the package above).
 *
 * <p>May import: the JDK, Jackson.
 */
package io.groundswell.local.feed;
