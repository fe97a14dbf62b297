/**
 * A post in the pieces people write it in: words, links, handles, hashtags, emoji, emoticons, cashtags.
 *
 * <p>In: where each piece stands, its plain form, and whether it is negated.
 *
 * <p>Not in: what the pieces mean for mood, people or wishes (sentiment, entity, intent).
 *
 * <p>May import: nothing but Java.
 */
package io.groundswell.enrich.token;
