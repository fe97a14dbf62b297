package io.groundswell.local;

import io.groundswell.flow.WallClock;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Instant;
import java.util.stream.Collectors;

/** One feeding of a stack, from a state at rest to a state at rest, with the account of what lies between. */
final class Run {

    private final StackLink link;
    private final PrintStream out;
    private final Steps steps;
    private StackLink.Beginning beginning;

    Run(StackLink link, PrintStream out, Steps steps) {
        this.link = link;
        this.out = out;
        this.steps = steps;
    }

    /** Waits until what was fed before, and changed brands, are through, so that they are in nobody's account. */
    void settle() throws Trouble, InterruptedException {
        long waiting = link.offsets().lag(Stages.ALL).values().stream()
                .flatMap(topics -> topics.values().stream())
                .mapToLong(Long::longValue)
                .sum();
        if (waiting > 100) {
            steps.say("Finishing first what was fed before: " + waiting + " records are waiting");
        }
        link.settle();
        beginning = link.beginning();
    }

    AlertTeller teller() {
        return new AlertTeller(link.address().kafka(), documents(), out);
    }

    /**
     * Waits until everything has gone through and prints the account.
     *
     * @param records fed
     * @return the exit code
     */
    int close(AlertTeller teller, long records) throws Trouble, InterruptedException {
        Instant began = WallClock.now();
        steps.say("Waiting until everything has gone through");
        link.drain();
        teller.catchUp(link.offsets());
        ClosingAccount account = link.account(beginning, records);
        steps.done("Everything", began, "has gone through");
        synchronized (out) {
            out.println();
            out.println(platforms());
            out.println(account.line());
            out.flush();
        }
        if (!account.addsUp()) {
            steps.say(account.complaint());
            return Groundswell.FAILED;
        }
        return Groundswell.WELL;
    }

    /** What is published by now, of this run and those before it. */
    private String platforms() throws InterruptedException {
        try {
            return "mentions published by platform: "
                    + documents().mentionsByPlatform().entrySet().stream()
                            .map(platform -> platform.getKey() + " " + platform.getValue())
                            .collect(Collectors.joining(", "));
        } catch (IOException e) {
            return "mentions published by platform: not known, as Elasticsearch does not answer";
        }
    }

    private Documents documents() {
        return new Documents(URI.create(link.address().elasticsearch()));
    }
}
