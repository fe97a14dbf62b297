package io.groundswell.local;

import io.groundswell.flow.Topics;
import io.groundswell.flow.WallClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/** What commands need of a running stack: one that this process has started, or one that ran already. */
final class StackLink implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration ACCOUNT_PATIENCE = Duration.ofSeconds(20);
    private static final long BETWEEN_LOOKS_MILLIS = 500;

    private final StackAddress address;
    private final List<Stage> stages;
    private final LocalStack own;
    private final FlinkJobs jobs;
    private final TopicOffsets offsets;
    private final Supplier<OutcomeCounts> counts;
    private final JobWatch watch;

    private StackLink(StackAddress address, List<Stage> stages, LocalStack own, Steps steps) {
        this.address = address;
        this.stages = stages;
        this.own = own;
        this.jobs = new FlinkJobs(URI.create(address.flink()));
        this.offsets = new TopicOffsets(address.kafka());
        this.counts = CountsDoor.behind(address.counts());
        this.watch = new JobWatch(stages, jobs, steps);
    }

    /** Of the stack that runs on the plan's folder, else of a new one, which ends with this link. */
    static StackLink to(LocalStack.Plan plan, Steps steps) throws Trouble, IOException {
        plan.folder().prepare(0);
        Optional<StackAddress> running = plan.folder().running();
        if (running.isPresent()) {
            steps.say("Using the stack that runs already (process "
                    + running.get().pid() + ", data folder " + plan.folder().path() + ")");
            return new StackLink(running.get(), plan.stages(), null, steps);
        }
        LocalStack stack = LocalStack.start(plan, steps);
        return new StackLink(stack.address(), plan.stages(), stack, steps);
    }

    StackAddress address() {
        return address;
    }

    boolean isOwn() {
        return own != null;
    }

    TopicOffsets offsets() {
        return offsets;
    }

    OutcomeCounts counts() {
        return counts.get();
    }

    /** Returns when everything has gone through all stages, and what timers still had to say is said. */
    void drain() throws Trouble, InterruptedException {
        new Drain(new StackFlow(stages, jobs, offsets), PATIENCE, StackSettings.QUIET).await();
    }

    /** Returns when everything that lies in the topics has gone through all stages. */
    void settle() throws Trouble, InterruptedException {
        new Drain(new StackFlow(stages, jobs, offsets), PATIENCE, Duration.ZERO).await();
    }

    /** What this run began with. */
    record Beginning(OutcomeCounts counts, Map<TopicPartition, Long> ends) {}

    Beginning beginning() throws Trouble {
        return new Beginning(counts(), offsets.ends());
    }

    private ClosingAccount.Gained gained(Beginning beginning) throws Trouble {
        Map<TopicPartition, Long> ends = offsets.ends();
        ToLongFunction<Predicate<String>> gained = wanted -> ends.entrySet().stream()
                .filter(end -> wanted.test(end.getKey().topic()))
                .mapToLong(end -> end.getValue() - beginning.ends().getOrDefault(end.getKey(), 0L))
                .sum();
        return new ClosingAccount.Gained(
                gained.applyAsLong(Topics.FEEDS.asMatchPredicate()),
                gained.applyAsLong(Topics.MENTIONS::equals),
                gained.applyAsLong(Topics.ENRICHED_MENTIONS::equals),
                new LateTopic(address.kafka()).different(beginning.ends(), ends));
    }

    /** The account of a run after it was drained; a count that is still on its way is waited for. */
    ClosingAccount account(Beginning beginning, long records) throws Trouble, InterruptedException {
        ClosingAccount last = accountNow(beginning, records);
        Instant changed = WallClock.now();
        while (last.missing() != 0 && Duration.between(changed, WallClock.now()).compareTo(ACCOUNT_PATIENCE) < 0) {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            ClosingAccount next = accountNow(beginning, records);
            if (!next.equals(last)) {
                last = next;
                changed = WallClock.now();
            }
        }
        return last;
    }

    private ClosingAccount accountNow(Beginning beginning, long records) throws Trouble {
        return ClosingAccount.of(records, gained(beginning), counts().since(beginning.counts()));
    }

    /** Has something stopped before the stack is, in this process or not. */
    @Override
    public void close() {
        watch.close();
        offsets.close();
        if (own != null) {
            own.close();
        }
    }
}
