package io.groundswell.notify;

import io.groundswell.notify.deliver.Answer;
import io.groundswell.notify.deliver.Channel;
import io.groundswell.notify.deliver.Courier;
import io.groundswell.notify.deliver.RetryPlan;
import io.groundswell.notify.incident.Announcement;
import io.groundswell.topics.Delivery;
import io.groundswell.topics.DeliveryState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;

/**
 * Brings announcements to their channels, at least once each, and writes down what became of them. Attempts are made beside the
 * stream, one at a time for each channel, so a receiver that is slow or dead holds nobody up but itself. Before the first attempt
 * a message is claimed; after a restart what was claimed and not ended is tried again under the same id.
 *
 * <p>Key: channel. Keeps what is to be delivered until it is or no attempt is left (three days), the ids of what has ended for
 * sixty days of processing time, and the address of a receiver that is gone.
 */
final class DeliverAnnouncements extends KeyedProcessFunction<String, Addressed, Delivery> {

    private static final long LOOK_AGAIN = 50;

    /** Slack takes fifty blocks in a message. */
    private static final int MOST_TOGETHER = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String GONE = "the receiver is gone";

    /**
     * @param attempts made so far
     * @param dueAt when the next is to be made, milliseconds since 1970
     */
    public record Waiting(Announcement announcement, int attempts, long dueAt) {}

    private record Attempt(List<String> messages, CompletableFuture<Answer> answer) {}

    private final List<Channel> channels;
    private final Set<String> ended;
    private final long within;

    private transient MapState<String, Waiting> waiting;
    private transient MapState<String, Boolean> done;
    private transient ValueState<String> goneAt;
    private transient Map<String, Courier> couriers;
    private transient Map<String, Attempt> attempts;
    private transient ExecutorService roads;
    private transient ScheduledExecutorService alarms;

    /**
     * @param ended ids of deliveries that ended before this job began anew
     * @param within how old an announcement may be by the clock to still call anybody
     */
    DeliverAnnouncements(List<Channel> channels, Set<String> ended, Duration within) {
        this.channels = channels;
        this.ended = ended;
        this.within = within.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("waiting", Types.STRING, TypeInformation.of(Waiting.class)));
        MapStateDescriptor<String, Boolean> ofDone = new MapStateDescriptor<>("done", Types.STRING, Types.BOOLEAN);
        ofDone.enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofDays(60)).build());
        done = getRuntimeContext().getMapState(ofDone);
        goneAt = getRuntimeContext().getState(new ValueStateDescriptor<>("gone", Types.STRING));
        attempts = new HashMap<>();
        roads = Executors.newCachedThreadPool(new ExecutorThreadFactory("notify-deliver"));
        alarms = Executors.newSingleThreadScheduledExecutor(new ExecutorThreadFactory("notify-deliver-alarm"));
        couriers = new HashMap<>();
        for (Channel channel : channels) {
            couriers.put(channel.id(), Courier.to(channel, System.getenv(), alarms, PATIENCE));
        }
    }

    @Override
    public void processElement(Addressed addressed, Context context, Collector<Delivery> out) throws Exception {
        Announcement announcement = addressed.announcement();
        String message = announcement.id();
        if (waiting.contains(message)
                || done.contains(message)
                || ended.contains(Addressed.id(addressed.channel(), message))) {
            return;
        }
        TimerService timers = context.timerService();
        long now = timers.currentProcessingTime();
        if (announcement.at().toEpochMilli() < now - within) {
            end(addressed.channel(), new Waiting(announcement, 0, now), DeliveryState.OUTDATED, null, now, out);
            return;
        }
        Waiting claimed = new Waiting(announcement, 0, now);
        waiting.put(message, claimed);
        out.collect(delivery(addressed.channel(), claimed, DeliveryState.CLAIMED, null, null, 1, now));
        timers.registerProcessingTimeTimer(now + 1);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Delivery> out) throws Exception {
        String channel = context.getCurrentKey();
        TimerService timers = context.timerService();
        long now = timers.currentProcessingTime();
        Attempt attempt = attempts.get(channel);
        if (attempt != null && attempt.answer.isDone()) {
            attempts.remove(channel);
            settle(channel, attempt, now, out);
            attempt = null;
        }
        Waiting next = attempt == null ? due() : null;
        if (next != null && next.dueAt <= now) {
            send(channel, next, now, out);
        }
        if (attempts.containsKey(channel)) {
            timers.registerProcessingTimeTimer(now + LOOK_AGAIN);
        } else if (next != null && !waiting.isEmpty()) {
            timers.registerProcessingTimeTimer(Math.max(now + 1, due().dueAt));
        }
    }

    /** What is to be tried next; null when nothing is left. */
    private Waiting due() throws Exception {
        Waiting next = null;
        for (Waiting one : waiting.values()) {
            if (next == null || one.dueAt < next.dueAt || one.dueAt == next.dueAt && isBefore(one, next)) {
                next = one;
            }
        }
        return next;
    }

    private static boolean isBefore(Waiting one, Waiting other) {
        return one.announcement.at().isBefore(other.announcement.at());
    }

    private void send(String channel, Waiting next, long now, Collector<Delivery> out) throws Exception {
        Courier courier = couriers.get(channel);
        if (courier == null) {
            // The channel was taken out of the file.
            end(channel, next, DeliveryState.FAILED, "there is no such channel any more", now, out);
        } else if (addressOf(channel).equals(goneAt.value())) {
            end(channel, next, DeliveryState.FAILED, GONE, now, out);
        } else {
            List<Announcement> together = together(channel, next, now);
            attempts.put(
                    channel,
                    new Attempt(
                            together.stream().map(Announcement::id).toList(),
                            CompletableFuture.supplyAsync(
                                    () -> courier.carry(together, Instant.ofEpochMilli(now)), roads)));
        }
    }

    /** What is sent at once: to Slack everything that waits, to all others one after the other. */
    private List<Announcement> together(String channel, Waiting next, long now) throws Exception {
        boolean slack = channels.stream().anyMatch(one -> one.id().equals(channel) && one.kind() == Channel.Kind.SLACK);
        if (!slack || next.announcement.what() == Announcement.Turn.DIGEST) {
            return List.of(next.announcement);
        }
        List<Announcement> together = new ArrayList<>();
        for (Waiting one : waiting.values()) {
            if (one.dueAt <= now && one.announcement.what() != Announcement.Turn.DIGEST) {
                together.add(one.announcement);
            }
        }
        together.sort(Comparator.comparing(Announcement::at).thenComparing(Announcement::id));
        return List.copyOf(together.subList(0, Math.min(together.size(), MOST_TOGETHER)));
    }

    private void settle(String channel, Attempt attempt, long now, Collector<Delivery> out) throws Exception {
        Answer answer = attempt.answer
                .exceptionally(failure -> new Answer(0, failure.getClass().getSimpleName(), null))
                .join();
        for (String message : attempt.messages) {
            settle(channel, message, answer, now, out);
        }
    }

    private void settle(String channel, String message, Answer answer, long now, Collector<Delivery> out)
            throws Exception {
        Waiting before = waiting.get(message);
        Waiting tried = new Waiting(before.announcement, before.attempts + 1, before.dueAt);
        if (answer.delivered()) {
            end(channel, tried, DeliveryState.DELIVERED, answer.words(), now, out);
            return;
        }
        if (answer.gone()) {
            goneAt.update(addressOf(channel));
        }
        Optional<Duration> wait = RetryPlan.waitAfter(tried.attempts, answer);
        if (wait.isEmpty()) {
            end(channel, tried, DeliveryState.FAILED, answer.gone() ? GONE : answer.words(), now, out);
            return;
        }
        long dueAt = now + wait.get().toMillis();
        waiting.put(message, new Waiting(tried.announcement, tried.attempts, dueAt));
        out.collect(delivery(
                channel,
                tried,
                DeliveryState.RETRYING,
                answer.words(),
                Instant.ofEpochMilli(dueAt),
                2L * tried.attempts,
                now));
    }

    private String addressOf(String channel) {
        return channels.stream()
                .filter(one -> one.id().equals(channel))
                .map(Channel::address)
                .findFirst()
                .orElse("");
    }

    private void end(String channel, Waiting last, DeliveryState state, String words, long now, Collector<Delivery> out)
            throws Exception {
        waiting.remove(last.announcement.id());
        done.put(last.announcement.id(), true);
        out.collect(delivery(channel, last, state, words, null, 2L * last.attempts + 3, now));
    }

    private static Delivery delivery(
            String channel, Waiting of, DeliveryState state, String answer, Instant retryAt, long revision, long now) {
        Announcement announcement = of.announcement;
        return Delivery.newBuilder()
                .setId(Addressed.id(channel, announcement.id()))
                .setChannel(channel)
                .setMessage(announcement.id())
                .setIncident(announcement.incident())
                .setBrand(announcement.brand())
                .setWhat(announcement.what().word())
                .setHeadline(announcement.headline())
                .setAt(announcement.at())
                .setState(state)
                .setAttempts(of.attempts)
                .setAnswer(answer)
                .setRetryAt(retryAt)
                .setRevision(revision)
                .setAsOf(Instant.ofEpochMilli(now))
                .build();
    }

    @Override
    public void close() throws IOException {
        if (roads != null) {
            roads.shutdownNow();
            alarms.shutdownNow();
            for (Courier courier : couriers.values()) {
                courier.close();
            }
        }
    }
}
