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
 * @param copies how many more of the posts counted are copies of another
 * @param negativeCopies the negative ones among them
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
        long copies,
        long negativeCopies,
        long facts,
        long asOf) {

    public static Contribution ofCopies(WindowKey window, long copies, long negativeCopies, long asOf) {
        return new Contribution(window, null, null, null, null, null, copies, negativeCopies, 0, asOf);
    }
}
