package io.groundswell.enrich.evaluate;

import java.io.IOException;

/** Nothing in a labelled file can be used; the message is one sentence that says why. */
public final class UnusableLabels extends IOException {

    private static final long serialVersionUID = 1;

    UnusableLabels(String sentence) {
        super(sentence);
    }
}
