package io.groundswell.local.export;

/** How rows are written. */
public enum ExportFormat {
    CSV,
    PARQUET,
    JSONL;

    /** Whether what is written so far is the beginning of the whole, to which more can be added another day. */
    boolean canGoOn() {
        return this != PARQUET;
    }
}
