package io.groundswell.local;

import io.groundswell.engines.LocalPorts;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.local.brief.Brief;
import io.groundswell.local.brief.BriefDoor;
import io.groundswell.local.brief.Published;
import io.groundswell.topics.Brand;
import java.io.IOException;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the commands that keep a stack up show the morning briefs. */
final class BriefOption {

    @Option(
            names = "--brief-port",
            paramLabel = "PORT",
            description = "Of the morning briefs; any free one unless given.")
    private int port;

    /** @throws SettingsProblem when it is no port; before anything is started */
    void check() throws Trouble, IOException {
        if (port < 0 || port > 65_535) {
            throw new SettingsProblem(List.of("'--brief-port' is " + port + ", but a port is 0 to 65535"));
        }
        LocalPorts.refuseTaken(port);
    }

    /** A door to the briefs of the brands that a stack listens for. */
    BriefDoor open(StackAddress stack) throws IOException {
        return new BriefDoor(
                port, Published.at(URI.create(stack.elasticsearch()), null), () -> listenedFor(stack.kafka()));
    }

    /** The brands as Kafka has them, by id. */
    static List<Brief.Listened> listenedFor(Brokers kafka) throws IOException {
        try {
            return new BrandsTopic(kafka)
                    .read().values().stream().map(BriefOption::listened).toList();
        } catch (Trouble e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Brief.Listened listened(Brand brand) {
        return new Brief.Listened(brand.getId(), brand.getName(), ZoneId.of(brand.getTimeZone()));
    }
}
