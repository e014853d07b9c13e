package org.pluspeer.node.cli;

import java.io.Console;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.client.Output;
import org.pluspeer.node.demo.Demo;
import org.pluspeer.node.demo.StorageDemo;
import org.pluspeer.node.demo.Story;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "One peer sells a real data set to another, on a real chain and over a real connection, here.")
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--once", description = "end after the sale")
    private boolean once;

    @Option(names = "--json", description = "print one JSON document and nothing else")
    private boolean json;

    @Option(
            names = "--story",
            paramLabel = "NAME",
            defaultValue = "honest",
            description = "honest, cheating-seller, silent-seller or storage (default honest)")
    private String story;

    @Option(names = "--file", paramLabel = "PATH", description = "sell this file instead")
    private @Nullable Path file;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "for chain and peers (default: .peer/demo of the checkout)")
    private @Nullable Path directory;

    @Override
    public Integer call() throws InterruptedException {
        Path root = directory;
        if (root == null) {
            String home = System.getenv("PEER_HOME");
            root = Path.of(home == null ? "." : home, ".peer", "demo");
        }
        Console console = System.console();
        boolean stay = !once && !json && console != null && console.isTerminal();
        Output output = new Output(System.out, System.err, json);
        if (story.equalsIgnoreCase(StorageDemo.NAME)) {
            return new StorageDemo(root.toAbsolutePath().normalize().resolve(StorageDemo.NAME), output).run() ? 0 : 1;
        }
        Story chosen = Story.parse(story);
        Demo.Options options = new Demo.Options(
                chosen,
                Optional.ofNullable(file),
                stay,
                root.toAbsolutePath().normalize().resolve(chosen.text()),
                output);
        return new Demo(options).run() ? 0 : 1;
    }
}
