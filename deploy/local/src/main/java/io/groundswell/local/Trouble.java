package io.groundswell.local;

/** Something outside went wrong; the message is one sentence a person can act on, and the command ends with 1. */
final class Trouble extends Exception {

    Trouble(String sentence) {
        super(sentence);
    }

    Trouble(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
