/**
 * Who asks a brand for an answer, and whether and when one came.
 *
 * <p>In: forms of mentions, what a brand promises.
 *
 * <p>Not in: Flink, what the words of an intent are (enrich).
 *
 * <p>May import: schemas, history, volume.
 */
package io.groundswell.measure.answers;
