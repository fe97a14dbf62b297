package io.groundswell.publish.search;

/**
 * Notices when not single documents are bad but the index is: more than half of a thousand documents in a row refused. A
 * wrong template must not turn a whole topic into dead letters.
 */
public final class RefusalAlarm {

    private static final int HEARD_OF_AT_LEAST = 1000;

    private long heard;
    private long refused;

    /** @throws IllegalStateException when the alarm goes off */
    public void heard(int documents, int refusedOfThem) {
        heard += documents;
        refused += refusedOfThem;
        if (heard < HEARD_OF_AT_LEAST) {
            return;
        }
        if (refused * 2 > heard) {
            throw new IllegalStateException("Elasticsearch refuses " + refused + " of " + heard
                    + " documents: that is not the documents' fault, the index has the wrong mapping. Nothing is lost; put"
                    + " it right and start again.");
        }
        heard = 0;
        refused = 0;
    }
}
