package io.groundswell.publish;

import io.groundswell.topics.DeadLetter;
import java.util.concurrent.CompletableFuture;

/** Where a sink leaves what it cannot deliver. A sink has no side outputs, so it has to take letters there itself. */
interface DeadLetterOffice extends AutoCloseable {

    /** Completes when the letter is safe; exceptionally when it is not and the job must not go on. */
    CompletableFuture<Void> take(DeadLetter letter);

    @Override
    void close();
}
