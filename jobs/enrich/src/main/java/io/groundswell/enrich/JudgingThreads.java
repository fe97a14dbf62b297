package io.groundswell.enrich;

import io.groundswell.flow.LogFields;
import io.groundswell.flow.WallClock;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A few threads that judge texts, watched from outside: no library has to be trusted to come to an end. Work that used up its
 * processor time, or that stood still for {@link #STANDING} times as long, is abandoned: whoever waits for it is told, a new
 * thread takes the place, and the old one, which Java cannot stop safely, is interrupted and left to itself. It takes work again
 * if it ever comes back. Of those at most {@link #MOST_LEFT} are replaced, so that texts made to hang cannot eat the machine;
 * when nobody is left to work, work is abandoned at once.
 */
final class JudgingThreads implements AutoCloseable {

    /** The work took too long. Without a stack trace: it is an answer, not a fault. */
    static final class Abandoned extends RuntimeException {
        private Abandoned() {
            super("abandoned", null, false, false);
        }
    }

    /** A busy machine or a garbage collection stops a thread too; only what stands much longer than that hangs. */
    static final int STANDING = 30;

    static final int MOST_LEFT = 8;

    private static final Logger LOG = LoggerFactory.getLogger(JudgingThreads.class);
    private static final ThreadMXBean TIMES = ManagementFactory.getThreadMXBean();
    private static final long LONGEST_PAUSE_MILLIS = 100;

    /** Settled once, by who does it or by who abandons it; whoever waits is told by the same. */
    private record Work(String mention, Runnable doing, CompletableFuture<?> result, AtomicBoolean settled) {

        /** @return false when it has a result already */
        boolean isAbandonedNow() {
            return settled.compareAndSet(false, true);
        }

        /** Not under a lock: what follows from it is the business of whoever waits. */
        void tellAbandoned() {
            result.completeExceptionally(new Abandoned());
        }

        private static <T> Work of(String mention, Supplier<T> work, CompletableFuture<T> result) {
            AtomicBoolean settled = new AtomicBoolean();
            Runnable doing = () -> {
                try {
                    T made = work.get();
                    if (settled.compareAndSet(false, true)) {
                        result.complete(made);
                    }
                } catch (Throwable e) {
                    // Whoever waits has to decide: an error that this thread swallowed would be known to nobody.
                    if (settled.compareAndSet(false, true)) {
                        result.completeExceptionally(e);
                    }
                }
            };
            return new Work(mention, doing, result, settled);
        }
    }

    private final Duration budget;
    private final BlockingQueue<Work> waiting = new LinkedBlockingQueue<>();
    private final Set<Worker> workers = new HashSet<>();
    private final Thread watch = new Thread(this::watch, "judging-watch");
    private int wanted;
    private int left;
    private boolean closed;

    /** @param budget processor time that one piece of work may take */
    JudgingThreads(Duration budget) {
        this.budget = budget;
        watch.setDaemon(true);
        watch.start();
    }

    /** From now on so many threads work at a time. Those too many end after what they are doing. */
    synchronized void resize(int threads) {
        wanted = threads;
        while (workers.size() < wanted) {
            hire();
        }
    }

    /**
     * @param mention whose text it is about, for the log
     * @return what the work came to; ends with {@link Abandoned} when it took too long, and with what it threw
     */
    <T> CompletableFuture<T> submit(String mention, Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Work added = Work.of(mention, work, result);
        boolean refused;
        synchronized (this) {
            refused = closed || workers.isEmpty() && left > 0;
            if (!refused) {
                waiting.add(added);
            }
        }
        if (refused) {
            abandon(List.of(added));
        }
        return result;
    }

    /** How many threads are at work or ready for it. */
    synchronized int working() {
        return workers.size();
    }

    /** How many threads never came back from their work so far. */
    synchronized int left() {
        return left;
    }

    @Override
    public void close() {
        List<Work> unwanted = new ArrayList<>();
        synchronized (this) {
            closed = true;
            wanted = 0;
            watch.interrupt();
            workers.forEach(Thread::interrupt);
            waiting.drainTo(unwanted);
        }
        abandon(unwanted);
    }

    private static void abandon(List<Work> unwanted) {
        for (Work work : unwanted) {
            if (work.isAbandonedNow()) {
                work.tellAbandoned();
            }
        }
    }

    private void hire() {
        Worker worker = new Worker();
        workers.add(worker);
        worker.start();
    }

    private void watch() {
        long pause = Math.max(1, Math.min(LONGEST_PAUSE_MILLIS, budget.toMillis() / 4));
        try {
            while (true) {
                Thread.sleep(pause);
                try {
                    look();
                } catch (RuntimeException | Error e) {
                    // Without this thread the next text that hangs would hang for ever.
                    LOG.error("Looking after the judging threads failed once", e);
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private void look() {
        List<Work> overdue = new ArrayList<>();
        List<Work> unwanted = new ArrayList<>();
        synchronized (this) {
            for (Worker worker : Set.copyOf(workers)) {
                Work work = worker.overdue();
                if (work != null && work.isAbandonedNow()) {
                    overdue.add(work);
                    leave(worker, work);
                }
            }
            if (!overdue.isEmpty() && workers.isEmpty()) {
                waiting.drainTo(unwanted);
            }
        }
        overdue.forEach(Work::tellAbandoned);
        abandon(unwanted);
    }

    private void leave(Worker worker, Work work) {
        try (MDC.MDCCloseable about = MDC.putCloseable(LogFields.MENTION, work.mention)) {
            LOG.warn(
                    "A text took more than {} ms of work or stood still, and was left unjudged; thread {} is left to itself",
                    budget.toMillis(),
                    worker.getName());
        }
        workers.remove(worker);
        left++;
        worker.interrupt();
        if (workers.size() < wanted && left <= MOST_LEFT) {
            hire();
        } else if (workers.isEmpty()) {
            LOG.error("{} threads never came back from judging; no text is judged any more", left);
        }
    }

    /** @return whether the worker is to go on */
    private synchronized boolean goesOn(Worker worker) {
        if (workers.contains(worker)) {
            if (workers.size() <= wanted) {
                return true;
            }
            workers.remove(worker);
            return false;
        }
        left--;
        if (workers.size() < wanted) {
            workers.add(worker);
            return true;
        }
        return false;
    }

    private final class Worker extends Thread {

        private volatile Work current;
        private volatile long cpuAtBegin;
        private volatile long ticksAtBegin;

        private Worker() {
            super("judging");
            setName("judging-" + threadId(this));
            setDaemon(true);
        }

        /** @return null when it is in time */
        private Work overdue() {
            Work work = current;
            if (work == null) {
                return null;
            }
            long cpu = TIMES.getThreadCpuTime(threadId(this)) - cpuAtBegin;
            long time = WallClock.ticks() - ticksAtBegin;
            // Still the same work after looking at the clocks, else they tell of different ones.
            boolean over = cpu > budget.toNanos() || time > STANDING * budget.toNanos();
            return over && current == work ? work : null;
        }

        @Override
        public void run() {
            do {
                try {
                    Work work = waiting.poll(1, TimeUnit.SECONDS);
                    if (work != null) {
                        cpuAtBegin = TIMES.getCurrentThreadCpuTime();
                        ticksAtBegin = WallClock.ticks();
                        current = work;
                        work.doing.run();
                        current = null;
                    }
                } catch (InterruptedException e) {
                    // Abandoned just as it came to its end, or closed: what follows tells.
                }
            } while (goesOn(this));
        }
    }

    @SuppressWarnings("deprecation") // threadId() is of Java 19
    private static long threadId(Thread thread) {
        return thread.getId();
    }
}
