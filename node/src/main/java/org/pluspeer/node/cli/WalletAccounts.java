package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.client.NodeApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about accounts: listing, adding, bringing in and taking out. */
final class WalletAccounts {
    private WalletAccounts() {}

    @Command(
            name = "accounts",
            mixinStandardHelpOptions = true,
            description = "List the accounts; add the next one under the words, give one another name, or drop one.")
    static final class Accounts implements Callable<Integer> {
        @Mixin
        private Session session;

        @Option(names = "--add", paramLabel = "NAME", description = "the next account under the words")
        private @Nullable String add;

        @Option(names = "--drop", paramLabel = "ADDRESS", description = "show this one no more")
        private @Nullable String drop;

        @Option(names = "--name", paramLabel = "ADDRESS=NAME", description = "call it something else")
        private @Nullable Map<String, String> names;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                if (add != null) {
                    node.post("/accounts", Map.of("name", add));
                }
                if (drop != null) {
                    node.delete("/accounts/" + drop);
                }
                Map<String, String> renamed = names == null ? Map.of() : names;
                renamed.forEach((address, name) -> node.post("/accounts/" + address + "/name", Map.of("name", name)));
                show(node.get("/accounts"));
            }
            return 0;
        }

        private void show(JsonNode all) {
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode account : all.path("accounts")) {
                rows.add(List.of(
                        account.path("address").asText(),
                        account.path("kind").asText(),
                        account.path("path").asText("-"),
                        account.path("name").asText() + (account.path("main").asBoolean() ? " (trades)" : "")));
            }
            session.output().table(List.of("ACCOUNT", "KEY", "PATH", "NAME"), rows);
            session.output().document(all);
        }
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Take in a private key, or a key file of geth, ethers or MetaMask.")
    static final class Import implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(index = "0", paramLabel = "NAME", description = "what to call the account")
        private String name;

        @Option(names = "--key-file", paramLabel = "FILE", description = "64 hexadecimal digits; default: asks")
        private @Nullable Path keyFile;

        @Option(names = "--keystore", paramLabel = "FILE", description = "Web3 Secret Storage, version 3")
        private @Nullable Path keystore;

        @Option(names = "--passphrase-file", paramLabel = "FILE", description = "of the key file; default: asks")
        private @Nullable Path passphraseFile;

        @Override
        public Integer call() {
            try (NodeApi node = session.node();
                    Secrets request = new Secrets().with("name", name)) {
                Path file = keystore;
                if (file == null) {
                    request.with("key", Passphrases.secret(keyFile, "Private key: ", "--key-file"));
                } else {
                    byte[] bytes = DataDirectory.read(file)
                            .orElseThrow(() -> new ProblemException(Problem.Code.NOT_FOUND, "there is no " + file));
                    request.with("keystore", new String(bytes, StandardCharsets.UTF_8))
                            .with("passphrase", Passphrases.typed(passphraseFile, false));
                }
                JsonNode account = request.post(node, "/accounts/import");
                session.output().say("Account  " + account.path("address").asText());
                session.output().document(account);
            }
            return 0;
        }
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Take an account's key out, as a key file that geth, ethers and MetaMask read.")
    static final class Export implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(index = "0", paramLabel = "ADDRESS", description = "one of your accounts")
        private String account;

        @Option(names = "--out", paramLabel = "FILE", description = "where it goes; default: printed")
        private @Nullable Path out;

        @Option(names = "--key", description = "the bare private key; whoever reads it has the account")
        private boolean key;

        @Option(names = "--passphrase-file", paramLabel = "FILE", description = "the wallet's; default: asks")
        private @Nullable Path passphraseFile;

        @Option(
                names = "--new-passphrase-file",
                paramLabel = "FILE",
                description = "the key file's (default: the wallet's)")
        private @Nullable Path newPassphraseFile;

        @Override
        public Integer call() {
            Path file = out;
            if (file != null && Files.exists(file)) {
                throw new ProblemException(Problem.Code.CONFLICT, file + " exists already");
            }
            try (NodeApi node = session.node();
                    Secrets request = new Secrets()
                            .with("passphrase", Passphrases.typed(passphraseFile, false))
                            .with("format", key ? "key" : "keystore")
                            .with(
                                    "newPassphrase",
                                    newPassphraseFile == null ? null : Passphrases.typed(newPassphraseFile, true))) {
                JsonNode exported = request.post(node, "/accounts/" + account + "/export");
                String text = exported.path(key ? "key" : "keystore").asText();
                if (file == null) {
                    session.output().say(text);
                    session.output().document(exported);
                } else {
                    DataDirectory.replace(file.toAbsolutePath(), text.getBytes(StandardCharsets.UTF_8));
                    session.output().say("Written to " + file);
                    session.output().document(Map.of("account", account, "file", file.toString()));
                }
            }
            return 0;
        }
    }

    @Command(
            name = "watch",
            mixinStandardHelpOptions = true,
            description = "Show an address beside your accounts, without its key.")
    static final class Watch implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(index = "0", paramLabel = "NAME", description = "what to call it")
        private String name;

        @Parameters(index = "1", paramLabel = "ADDRESS", description = "somebody's address")
        private String address;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode watched = node.post("/accounts/watch", Map.of("name", name, "address", address));
                session.output().say("Watching " + watched.path("address").asText());
                session.output().document(watched);
            }
            return 0;
        }
    }
}
