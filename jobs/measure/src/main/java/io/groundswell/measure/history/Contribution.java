package io.groundswell.measure.history;

import io.groundswell.measure.volume.Candidate;
import io.groundswell.measure.volume.Voice;
import io.groundswell.measure.volume.WindowKey;

/**
 * What one new fact about one mention changes in one window.
 *
 * @param added to count from now on, or null
 * @param removed no longer to count, or null
 * @param candidate to be shown as evidence from now on, or null
 * @param withdrawn id of the mention no longer to be shown as evidence, or null
 * @param gained by counter, what is to be added, or null
 * @param facts how many more facts the window rests on
 * @param asOf milliseconds since 1970; a window is as of the latest
 */
public record Contribution(
        WindowKey window,
        Voice added,
        Voice removed,
        Candidate candidate,
        String withdrawn,
        long[] gained,
        long facts,
        long asOf) {}
