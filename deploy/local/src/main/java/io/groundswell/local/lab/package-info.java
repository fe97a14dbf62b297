/**
 * The laboratory of brand queries: how many of the posts that people judged a query finds, which it should not, and why.
 *
 * <p>In: judged posts, trials of a query on them, what a trial comes to.
 *
 * <p>Not in: queries and matching (collect.brand), printing (the package above).
 *
 * <p>May import: the JDK, Jackson, Commons Statistics, collect, topics, flow.
 */
package io.groundswell.local.lab;
