/**
 * Ours beside the plain thing, in one run, on this machine.
 *
 * <p>In: harnesses that interleave the two and print the ratio.
 *
 * <p>Not in: assertions about speed; a slow machine is no failure.
 *
 * <p>May import: everything.
 */
package io.groundswell.benchmarks;
