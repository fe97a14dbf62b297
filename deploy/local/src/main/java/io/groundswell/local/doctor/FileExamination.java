package io.groundswell.local.doctor;

import io.groundswell.collect.brand.BrandFile;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.notify.deliver.Channel;
import io.groundswell.notify.deliver.ChannelsFile;
import io.groundswell.notify.deliver.Kept;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A look at files, and at whether somebody is there where they point to. Nothing is posted anywhere. */
public final class FileExamination {

    private static final int CONNECT_WITHIN_MILLIS = 3_000;

    /** Ports of addresses that name none. */
    private static final Map<String, Integer> USUAL_PORTS = Map.of("http", 80, "https", 443, "smtp", 25, "smtps", 465);

    public static List<Finding> ofBrands(Path file) {
        BrandFile read = BrandFile.read(file);
        List<Finding> found = new ArrayList<>();
        read.problems()
                .forEach(problem ->
                        found.add(Finding.failed("Brands in " + file, problem.sentence(), "mend the file there")));
        if (found.isEmpty()) {
            found.add(Finding.ok("Brands in " + file, read.brands().size() + " brands, all well"));
        }
        return found;
    }

    public static List<Finding> ofChannels(Path file) {
        String subject = "Channels in " + file.getFileName();
        List<Channel> channels;
        try {
            channels = ChannelsFile.read(file);
        } catch (SettingsProblem problem) {
            return problem.problems().stream()
                    .map(each -> Finding.failed(subject, each, "mend the file there"))
                    .toList();
        }
        List<Finding> found = new ArrayList<>();
        found.add(Finding.ok(subject, channels.size() + " channels, well written"));
        for (Channel channel : channels) {
            found.add(reach(channel));
        }
        return found;
    }

    /** The address may be a secret, and is not repeated. */
    private static Finding reach(Channel channel) {
        String subject = "Channel " + channel.id();
        try {
            return ofAddress(subject, Kept.address(channel, System.getenv()));
        } catch (IOException e) {
            return Finding.failed(subject, "cannot be called: " + e.getMessage(), "mend it where it is kept");
        }
    }

    /** Whether a connection comes about. */
    public static Finding ofAddress(String subject, URI address) {
        int port = address.getPort() >= 0
                ? address.getPort()
                : USUAL_PORTS.getOrDefault(address.getScheme() == null ? "" : address.getScheme(), 443);
        if (address.getHost() == null) {
            return Finding.failed(subject, "has an address without a host", "look at it");
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), port), CONNECT_WITHIN_MILLIS);
            return Finding.ok(subject, "somebody is there");
        } catch (IOException e) {
            return Finding.failed(
                    subject,
                    "cannot be reached (" + e.getClass().getSimpleName() + ")",
                    "is it up, and may this machine call it?");
        }
    }

    /** The nearest folder that is there: what is to come would lie beside it. */
    public static Finding ofRoom(String whose, Path folder) throws IOException {
        Path there = folder;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        FileStore store = Files.getFileStore(there);
        return Vitals.room(whose, store.getUsableSpace(), store.getTotalSpace());
    }

    private FileExamination() {}
}
