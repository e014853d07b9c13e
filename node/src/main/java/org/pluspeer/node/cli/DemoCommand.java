package org.pluspeer.node.cli;

import java.io.Console;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.client.Output;
import org.pluspeer.node.demo.ApiDemo;
import org.pluspeer.node.demo.Demo;
import org.pluspeer.node.demo.LoopDemo;
import org.pluspeer.node.demo.SeedersDemo;
import org.pluspeer.node.demo.StorageDemo;
import org.pluspeer.node.demo.Story;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Peers that sell, keep and buy, on a real chain and over real connections, here.")
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--once", description = "end after the sale")
    private boolean once;

    @Option(names = "--json", description = "print one JSON document and nothing else")
    private boolean json;

    @Option(
            names = "--story",
            paramLabel = "NAME",
            description =
                    "honest, cheating-seller, silent-seller, storage, seeders, api or loop (default: loop, where the pages"
                            + " are left open; else honest)")
    private @Nullable String story;

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
        String named = story;
        String told = named == null ? (stay && file == null ? LoopDemo.NAME : Story.HONEST.text()) : named;
        if (told.equalsIgnoreCase(StorageDemo.NAME)) {
            return new StorageDemo(root.toAbsolutePath().normalize().resolve(StorageDemo.NAME), output).run() ? 0 : 1;
        }
        if (told.equalsIgnoreCase(SeedersDemo.NAME)) {
            return new SeedersDemo(root.toAbsolutePath().normalize().resolve(SeedersDemo.NAME), output).run() ? 0 : 1;
        }
        if (told.equalsIgnoreCase(ApiDemo.NAME)) {
            return new ApiDemo(root.toAbsolutePath().normalize().resolve(ApiDemo.NAME), output).run() ? 0 : 1;
        }
        if (told.equalsIgnoreCase(LoopDemo.NAME)) {
            return new LoopDemo(root.toAbsolutePath().normalize().resolve(LoopDemo.NAME), stay, output).run() ? 0 : 1;
        }
        Story chosen = Story.parse(told);
        Demo.Options options = new Demo.Options(
                chosen,
                Optional.ofNullable(file),
                stay,
                root.toAbsolutePath().normalize().resolve(chosen.text()),
                output);
        return new Demo(options).run() ? 0 : 1;
    }
}
