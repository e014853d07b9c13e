package org.pluspeer.node.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import picocli.CommandLine.Option;

/** What every command takes: which node, and how to print. */
final class Session {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "the node's data directory (default: the operating system's place for it)")
    private @Nullable Path dataDir;

    @Option(names = "--json", description = "print one JSON document and nothing else")
    private boolean json;

    Output output() {
        return new Output(System.out, System.err, json);
    }

    DataDirectory directory() {
        Path chosen = dataDir;
        return new DataDirectory(
                (chosen == null ? DataDirectory.standard(System.getenv(), System.getProperty("os.name", "")) : chosen)
                        .toAbsolutePath()
                        .normalize());
    }

    NodeApi node() {
        return NodeApi.of(directory());
    }
}
