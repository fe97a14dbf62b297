package io.groundswell.local.export;

import java.io.IOException;

/** Writes rows in one format. */
interface RowWriter extends AutoCloseable {

    /** @param row a value for each column, as its type says; null for none */
    void write(Object[] row) throws IOException;

    /** Hands on what is held back. What was written before is whole. */
    void flush() throws IOException;

    /** Ends the file. */
    @Override
    void close() throws IOException;
}
