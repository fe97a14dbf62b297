/**
 * The story: an invented brand's bad day, most of it on X, as the raw records the platforms would have sent.
 *
 * <p>In: the script and its people read from {@code schemas/feeds/story}, the calm days before it, the payloads.
 *
 * <p>Not in: who plays the records into Kafka (the commands), what Groundswell makes of them (the stages).
 *
 * <p>May import: Jackson, schemas, the brands file of collect.
 */
package io.groundswell.local.story;
