/**
 * How well the models do, on posts whose answers people have given.
 *
 * <p>In: reading labelled files of any origin, the scores of the field, and their rendering as a table and as numbers.
 *
 * <p>Not in: the models (sentiment, entity), files and the screen (the commands), labelled posts themselves.
 *
 * <p>May import: sentiment, entity, schemas.
 */
package io.groundswell.enrich.evaluate;
