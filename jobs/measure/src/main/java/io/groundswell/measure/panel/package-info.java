/**
 * How a brand stands among those it is compared with.
 *
 * <p>In: measures of brands, the panels of the brands file.
 *
 * <p>Not in: Flink, how mentions are counted (volume).
 *
 * <p>May import: schemas.
 */
package io.groundswell.measure.panel;
