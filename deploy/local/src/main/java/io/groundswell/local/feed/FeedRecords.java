package io.groundswell.local.feed;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** The records of one file, in its order. */
public interface FeedRecords extends Closeable {

    /** Opens files. */
    interface Opening {
        FeedRecords open(Path file) throws IOException;
    }

    /** The next record, or null at the end. */
    byte[] next() throws IOException;

    /** Whether what was read are documents, whose order is no order of time; known after the first record. */
    boolean isDocuments();

    /** Bytes read off the disk so far, 0 when that is not known. */
    long bytesRead();
}
