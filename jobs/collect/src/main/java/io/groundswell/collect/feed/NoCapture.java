package io.groundswell.collect.feed;

import java.io.IOException;

/** A file that holds no feed; the message completes "it is …" and says what to do, without the file's name. */
public final class NoCapture extends IOException {

    NoCapture(String message) {
        super(message);
    }
}
