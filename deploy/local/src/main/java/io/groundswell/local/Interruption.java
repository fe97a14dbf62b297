package io.groundswell.local;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Knows that this process was asked to end, and gives work in progress a moment to put down what it holds. */
final class Interruption {

    private static final long A_MOMENT_SECONDS = 5;
    private static final CountDownLatch BEGUN = new CountDownLatch(1);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(BEGUN::countDown, "notice-interruption"));
    }

    /** From here on an interruption is noticed. Called first of all: once the process is going down it is too late. */
    static void watch() {}

    /** Whether the process is going down. What fails from now on fails because of that. */
    static boolean hasBegun() {
        return BEGUN.getCount() == 0;
    }

    /** Work that is asked to stop when the process is, and that the process waits for, a little. */
    static final class Work implements AutoCloseable {

        private final CountDownLatch putDown = new CountDownLatch(1);
        private final Thread hook = new Thread(this::awaitPutDown, "wait-for-work");

        Work() {
            Runtime.getRuntime().addShutdownHook(hook);
        }

        private void awaitPutDown() {
            BEGUN.countDown();
            try {
                if (!putDown.await(A_MOMENT_SECONDS, TimeUnit.SECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            putDown.countDown();
            if (!hasBegun()) {
                try {
                    Runtime.getRuntime().removeShutdownHook(hook);
                } catch (IllegalStateException e) {
                    return;
                }
            }
        }
    }

    /** Leaves the rest to the hooks that are running. */
    static void waitForTheEnd() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private Interruption() {}
}
