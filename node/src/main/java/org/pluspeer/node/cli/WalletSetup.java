package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands that make, take up, unlock and lock a wallet. Each asks the node that waits or runs. */
final class WalletSetup {
    private WalletSetup() {}

    @Command(
            name = "new",
            mixinStandardHelpOptions = true,
            description = "Make a wallet on a node that waits for one (./peer up), and show its words.")
    static final class New implements Callable<Integer> {
        @Mixin
        private Session session;

        @Option(names = "--words", paramLabel = "N", defaultValue = "12", description = "12 or 24 (default 12)")
        private int words;

        @Option(names = "--passphrase-file", paramLabel = "FILE", description = "default: asks")
        private @Nullable Path passphraseFile;

        @Override
        public Integer call() {
            try (NodeApi node = session.node();
                    Secrets request = new Secrets()
                            .with("passphrase", Passphrases.typed(passphraseFile, true))
                            .with("words", words)) {
                JsonNode made = request.post(node, "/setup/create");
                session.output().note("Write these down on paper, in order. Nobody can give them back to you.");
                session.output().say(words(made));
                session.output().say("Account  " + made.path("account").asText());
                session.output().document(made);
            }
            return 0;
        }
    }

    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            description = "Take up a wallet by its words, and what a backup file holds, on a node that waits for one.")
    static final class Restore implements Callable<Integer> {
        @Mixin
        private Session session;

        @Option(names = "--words-file", paramLabel = "FILE", description = "the words in one line; default: asks")
        private @Nullable Path wordsFile;

        @Option(
                names = "--words-passphrase-file",
                paramLabel = "FILE",
                description = "the passphrase that belongs to the words, if they have one")
        private @Nullable Path addedFile;

        @Option(names = "--backup", paramLabel = "FILE", description = "a backup of this wallet")
        private @Nullable Path backup;

        @Option(names = "--passphrase-file", paramLabel = "FILE", description = "the new one; default: asks")
        private @Nullable Path passphraseFile;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                if (backup != null) {
                    node.upload("/setup/restore-file", backup);
                }
                char[] words = Passphrases.secret(wordsFile, "The words, in order: ", "--words-file");
                try (Secrets request = new Secrets()
                        .with("words", words)
                        .with("passphrase", Passphrases.typed(passphraseFile, true))
                        .with(
                                "wordsPassphrase",
                                addedFile == null
                                        ? null
                                        : Passphrases.secret(addedFile, "", "--words-passphrase-file"))) {
                    JsonNode taken = request.post(node, "/setup/restore");
                    session.output().say("Account  " + taken.path("account").asText());
                    session.output().document(taken);
                }
            }
            return 0;
        }
    }

    @Command(name = "unlock", mixinStandardHelpOptions = true, description = "Unlock the accounts.")
    static final class Unlock implements Callable<Integer> {
        @Mixin
        private Session session;

        @Option(names = "--minutes", paramLabel = "N", description = "lock again after so many (default 12 hours)")
        private @Nullable Long minutes;

        @Option(names = "--passphrase-file", paramLabel = "FILE", description = "default: asks")
        private @Nullable Path passphraseFile;

        @Override
        public Integer call() {
            try (NodeApi node = session.node();
                    Secrets request = new Secrets().with("passphrase", Passphrases.typed(passphraseFile, false))) {
                boolean running = node.get("/setup").path("state").asText().equals("running");
                JsonNode now = running
                        ? request.with("minutes", minutes).post(node, "/wallet/unlock")
                        : request.post(node, "/setup/unlock");
                session.output().say(running ? sentence(now) : "Unlocked; the node is starting.");
                session.output().document(now);
            }
            return 0;
        }
    }

    @Command(
            name = "lock",
            mixinStandardHelpOptions = true,
            description = "Wipe the accounts' keys from memory; the node goes on. With --status only say how it is.")
    static final class Lock implements Callable<Integer> {
        @Mixin
        private Session session;

        @Option(names = "--status", description = "only say whether it is locked, and until when it is not")
        private boolean status;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode now = status ? node.get("/wallet/lock") : node.post("/wallet/lock", Map.of());
                session.output().say(sentence(now));
                JsonNode operations = now.path("operations");
                if (operations.hasNonNull("account")) {
                    session.output()
                            .say("Protective calls are paid by "
                                    + operations.path("account").asText() + ", which has "
                                    + Output.ether(operations.path("balance")));
                }
                session.output().table(List.of("BY", "DEAL", "NEEDS YOUR KEY", "OTHERWISE"), needs(now));
                session.output().document(now);
            }
            return 0;
        }

        private static List<List<String>> needs(JsonNode lock) {
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode need : lock.path("needs")) {
                rows.add(List.of(
                        need.hasNonNull("by")
                                ? Instant.ofEpochSecond(need.path("by").asLong())
                                        .toString()
                                : "-",
                        need.path("title").asText(),
                        need.path("needs").asText(),
                        need.path("otherwise").asText()));
            }
            return rows;
        }
    }

    @Command(
            name = "standby",
            mixinStandardHelpOptions = true,
            description =
                    "Leave the key of the operations account in the data directory, in clear, so that the node"
                            + " starts without you and makes protective calls; your own keys are not in it. --off takes it back.")
    static final class Standby implements Callable<Integer> {
        @Mixin
        private Session session;

        @Option(names = "--off", description = "take it back")
        private boolean off;

        @Option(names = "--passphrase-file", paramLabel = "FILE", description = "default: asks")
        private @Nullable Path passphraseFile;

        @Override
        public Integer call() {
            try (NodeApi node = session.node();
                    Secrets request = new Secrets()
                            .with("passphrase", Passphrases.typed(passphraseFile, false))
                            .with("leave", !off)) {
                JsonNode now = request.post(node, "/wallet/standby");
                session.output()
                        .say(
                                now.path("standby").asBoolean()
                                        ? "The node starts without you from now on, with your accounts locked."
                                        : "The node waits for you at its start from now on.");
                session.output().document(now);
            }
            return 0;
        }
    }

    @Command(
            name = "words",
            mixinStandardHelpOptions = true,
            description = "Show the words, to write them down. Whoever has them has the money.")
    static final class Words implements Callable<Integer> {
        @Mixin
        private Session session;

        @Option(names = "--passphrase-file", paramLabel = "FILE", description = "default: asks")
        private @Nullable Path passphraseFile;

        @Option(names = "--check", description = "ask for three of them instead, to see that you have them on paper")
        private boolean check;

        @Override
        public Integer call() {
            return check ? ask() : show();
        }

        private int show() {
            Output output = session.output();
            List<String> words = ColdWallet.words(session.directory(), passphraseFile);
            output.note("Write these down on paper, in order. Nobody can give them back to you.");
            output.say(String.join(" ", words));
            output.document(Map.of("words", words));
            return 0;
        }

        private int ask() {
            try (NodeApi node = session.node()) {
                Map<String, String> answers = new java.util.LinkedHashMap<>();
                for (JsonNode place : node.get("/wallet/words/check").path("asked")) {
                    if (!Passphrases.canAsk()) {
                        throw new ProblemException(Problem.Code.LOCKED, "nobody to ask for the words");
                    }
                    char[] word = Passphrases.secret(null, "Word " + place.asInt() + ": ", "");
                    answers.put(place.asText(), new String(word));
                }
                JsonNode said = node.post("/wallet/words/check", Map.of("answers", answers));
                session.output().say("Right: you have the words.");
                session.output().document(said);
            }
            return 0;
        }
    }

    private static String words(JsonNode made) {
        List<String> words = new ArrayList<>();
        made.path("words").forEach(word -> words.add(word.asText()));
        return String.join(" ", words);
    }

    private static String sentence(JsonNode lock) {
        if (lock.path("state").asText().equals("locked")) {
            return "Locked. The node goes on; what needs your keys waits.";
        }
        return lock.hasNonNull("locksAt")
                ? "Unlocked until " + Instant.ofEpochSecond(lock.path("locksAt").asLong()) + "."
                : "Unlocked until the node stops.";
    }
}
