package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that make a backup and try one. */
final class WalletBackup {
    private WalletBackup() {}

    @Command(
            name = "backup",
            mixinStandardHelpOptions = true,
            description = "Write all that cannot be fetched again into one file that only your words open.")
    static final class Backup implements Callable<Integer> {
        @Mixin
        private Session session;

        @Option(names = "--out", paramLabel = "FILE", description = "a copy here too")
        private @Nullable Path out;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode made = node.post("/wallet/backup", Map.of());
                Path copy = out;
                if (copy != null) {
                    node.download(made.path("url").asText(), copy.toAbsolutePath());
                }
                session.output()
                        .say((copy == null ? made.path("path").asText() : copy) + "  "
                                + Output.bytes(made.path("size").asLong()));
                session.output().document(made);
            }
            return 0;
        }
    }

    @Command(
            name = "drill",
            mixinStandardHelpOptions = true,
            description = "Restore a backup into a folder of its own, look what came of it, and throw that away."
                    + " The running node is not touched.")
    static final class Drill implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(
                arity = "0..1",
                paramLabel = "FILE",
                description = "on the node's machine (default: the newest backup)")
        private @Nullable Path file;

        @Option(
                names = "--words-file",
                paramLabel = "FILE",
                description = "try it with these words; default: with the node's own secrets")
        private @Nullable Path wordsFile;

        @Option(names = "--words", description = "ask for the words, to try those on your paper too")
        private boolean askWords;

        @Override
        public Integer call() {
            Path tried = file;
            boolean words = askWords || wordsFile != null;
            try (NodeApi node = session.node();
                    Secrets request = new Secrets()
                            .with(
                                    "file",
                                    tried == null
                                            ? null
                                            : tried.toAbsolutePath().toString())
                            .with(
                                    "words",
                                    words
                                            ? Passphrases.secret(wordsFile, "The words, in order: ", "--words-file")
                                            : null)) {
                JsonNode drilled = request.post(node, "/wallet/drill");
                JsonNode found = drilled.path("found");
                session.output()
                        .say("It can be restored: " + drilled.path("file").asText());
                session.output()
                        .say("Made      "
                                + Instant.ofEpochSecond(drilled.path("at").asLong()));
                session.output().say("Accounts  " + found.path("accounts").asText());
                session.output().say("Listings  " + found.path("listings").asText());
                session.output().say("Records   " + found.path("records").asText());
                session.output().document(drilled);
            }
            return 0;
        }
    }
}
