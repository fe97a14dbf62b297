package io.groundswell.publish.search;

/** Indices we must not write to as they are, in one sentence that names what to put right. */
public final class IndexProblem extends RuntimeException {

    public IndexProblem(String sentence) {
        super(sentence);
    }
}
