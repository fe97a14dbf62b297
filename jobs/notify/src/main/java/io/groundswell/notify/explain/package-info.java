/**
 * Where the mentions come from that are more than expected: by thread, author, phrase and so on, so that the parts add up.
 *
 * <p>In: the parts that minutes tell of, what is expected of the whole. Out: an explanation as an alert carries it.
 *
 * <p>Not in: Flink, whether it is too much (surge, crisis).
 */
package io.groundswell.notify.explain;
