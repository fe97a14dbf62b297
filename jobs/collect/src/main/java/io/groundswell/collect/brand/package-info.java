/**
 * What to listen for, and which posts are about it.
 *
 * <p>In: brand files, brand queries in Lucene syntax, the matcher that runs them against a stream of posts.
 *
 * <p>Not in: payloads (feed), the topic brands come from (collect).
 *
 * <p>May import: Lucene, SnakeYAML, schemas.
 */
package io.groundswell.collect.brand;
