/**
 * What the writer of a post wants: an answer, a repair, to buy, to leave; by rules that a person can read and change.
 *
 * <p>In: the file of rules, reading it with every problem told, and finding what it says in a post.
 *
 * <p>Not in: how a post feels (sentiment), who answers it in the end (measure and notify).
 *
 * <p>May import: SnakeYAML, token, sentiment's chances.
 */
package io.groundswell.enrich.intent;
