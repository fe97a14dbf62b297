/**
 * What the words of one post say: its language, its mood, the people, organisations and places it names.
 *
 * <p>In: the models and the rules around them; every answer is a function of the text (and the platform's language tag) alone.
 *
 * <p>Not in: which brand a post is about (collect), remembering texts (the doorway of enrich), Flink.
 *
 * <p>May import: CoreNLP, OpenNLP, schemas.
 */
package io.groundswell.enrich.language;
