/**
 * Who was first to say a text, and who only says it again.
 *
 * <p>In: what a change of one post means for the next one with the same text.
 *
 * <p>Not in: Flink, how texts are compared (enrich gives each its hash), the sums of a window (volume).
 *
 * <p>May import: history, volume.
 */
package io.groundswell.measure.voices;
