package io.groundswell.local;

import io.groundswell.collect.feed.FeedCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine;

/**
 * The captures that files and folders named on the command line come to.
 *
 * @param unread files in the folders that cannot be read, with the reason
 */
record Captures(List<Path> files, SortedMap<Path, String> unread) {

    /** What is not taken is told; that a file is not there, or that nothing is, is a mistake in the command. */
    static Captures of(List<Path> named, CommandLine.Model.CommandSpec spec, Steps steps) throws IOException {
        for (Path path : named) {
            if (!Files.exists(path)) {
                throw new CommandLine.ParameterException(spec.commandLine(), "There is no file " + path);
            }
        }
        Captures captures = new Captures(new ArrayList<>(), new TreeMap<>());
        for (Path path : named) {
            FeedCapture.Found found = FeedCapture.found(path);
            captures.files().addAll(found.captures());
            captures.unread().putAll(found.unread());
            found.leftOut().forEach((file, what) -> steps.say("Left out " + name(file) + ": " + what));
        }
        captures.unread().forEach((file, why) -> steps.say(name(file) + ": " + why));
        if (captures.files().isEmpty()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Nothing in " + named.get(0) + " looks like what a platform sends");
        }
        return captures;
    }

    /** A file's name as it may be shown. */
    static String name(Path file) {
        return Terminal.safe(file.toString(), 1_000);
    }
}
