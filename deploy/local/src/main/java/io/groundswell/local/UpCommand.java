package io.groundswell.local;

import io.groundswell.local.LocalStack.Plan;
import io.groundswell.local.brief.BriefDoor;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Starts the stack and keeps it until Ctrl-C. */
@Command(
        name = "up",
        description = "Start everything and keep it running; alerts print as they fire. Ctrl-C stops it all.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    @ParentCommand
    private Groundswell groundswell;

    @Mixin
    private StackOptions options;

    @Mixin
    private BriefOption brief = new BriefOption();

    @Override
    public Integer call() throws Exception {
        Steps steps = groundswell.steps();
        Plan plan = options.plan(options.folder(DataFolder.usual()));
        brief.check();
        plan.folder().prepare(0);
        Optional<StackAddress> running = plan.folder().running();
        if (running.isPresent()) {
            throw new Trouble("A stack runs already on " + plan.folder().path() + " (process "
                    + running.get().pid() + "); stop it, or choose another folder with --data.");
        }
        try (StackLink link = StackLink.to(plan, steps)) {
            Documents documents = new Documents(URI.create(link.address().elasticsearch()));
            try (AlertTeller teller = new AlertTeller(link.address().kafka(), documents, groundswell.out());
                    BriefDoor door = brief.open(link.address())) {
                stay(link.address(), door, steps);
            }
        }
        return Groundswell.WELL;
    }

    /** Tells the addresses and waits for Ctrl-C. */
    static void stay(StackAddress address, BriefDoor door, Steps steps) throws InterruptedException {
        steps.say("");
        steps.say("Kafka          " + address.kafka());
        steps.say("Elasticsearch  " + address.elasticsearch());
        steps.say("Flink          " + address.flink());
        steps.say("Morning brief  " + door.uri());
        steps.say("Everything is up; Ctrl-C stops it.");
        new CountDownLatch(1).await();
    }
}
