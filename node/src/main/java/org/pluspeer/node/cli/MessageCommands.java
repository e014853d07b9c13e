package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code peer wallet sign} and {@code peer wallet verify}. */
final class MessageCommands {
    private MessageCommands() {}

    /** What is signed: one of the three. */
    static final class Content {
        @Option(names = "--text", paramLabel = "TEXT", description = "a text (EIP-191)")
        private @Nullable String text;

        @Option(names = "--typed", paramLabel = "FILE", description = "typed data, JSON (EIP-712)")
        private @Nullable Path typed;

        @Option(names = "--siwe", paramLabel = "FILE", description = "a sign-in message (EIP-4361)")
        private @Nullable Path siwe;

        /** @throws ProblemException BAD_REQUEST unless it is one of the three */
        Map<String, Object> order() {
            long given = Stream.of(text, typed, siwe).filter(Objects::nonNull).count();
            if (given != 1) {
                throw new ProblemException(Problem.Code.BAD_REQUEST, "say one of --text, --typed and --siwe");
            }
            Map<String, Object> order = new LinkedHashMap<>();
            order.put("kind", text != null ? "text" : typed != null ? "typed" : "siwe");
            order.put("content", text != null ? text : read(typed != null ? typed : siwe));
            return order;
        }

        private static String read(@Nullable Path file) {
            try {
                return Files.readString(Objects.requireNonNull(file), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new ProblemException(Problem.Code.FILE_UNREADABLE, file + " cannot be read as text", e);
            }
        }
    }

    @Command(
            name = "sign",
            mixinStandardHelpOptions = true,
            description = "Sign a message: shows all of it, asks, and then signs.")
    static final class Sign implements Callable<Integer> {
        @Mixin
        private Session session;

        @Mixin
        private Content content;

        @Option(names = "--account", paramLabel = "ADDRESS", description = "default: the account that trades")
        private @Nullable String account;

        @Option(
                names = {"-y", "--yes"},
                description = "agree to it without being asked")
        private boolean yes;

        @Override
        public Integer call() {
            Output output = session.output();
            try (NodeApi node = session.node()) {
                Map<String, Object> order = content.order();
                if (account != null) {
                    order.put("account", account);
                }
                JsonNode shown = node.post("/wallet/sign", order);
                output.say(shown.path("title").asText());
                shown.path("lines")
                        .forEach(line -> output.say(line.path("label").asText() + ": "
                                + line.path("value").asText()));
                output.say("Digest: " + shown.path("digest").asText());
                if (!yes && !agreed(output)) {
                    output.say("Nothing was signed.");
                    return 1;
                }
                order.put("digest", shown.path("digest").asText());
                JsonNode signed = node.post("/wallet/sign", order);
                output.say(signed.path("signature").asText());
                output.document(signed);
            }
            return 0;
        }

        private static boolean agreed(Output output) {
            Console console = System.console();
            if (console == null || !console.isTerminal() || output.isJson()) {
                throw new ProblemException(
                        Problem.Code.REFUSED_BY_POLICY, "nobody to ask; add --yes to agree to the message");
            }
            String answer = console.readLine("Sign it? [y/N] ");
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
        }
    }

    @Command(name = "verify", mixinStandardHelpOptions = true, description = "Say who signed a message.")
    static final class Verify implements Callable<Integer> {
        @Mixin
        private Session session;

        @Mixin
        private Content content;

        @Option(names = "--signature", required = true, paramLabel = "HEX", description = "65 bytes, or 64 (EIP-2098)")
        private String signature;

        @Option(names = "--account", paramLabel = "ADDRESS", description = "who should have signed it")
        private @Nullable String account;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                Map<String, Object> check = content.order();
                check.put("signature", signature);
                if (account != null) {
                    check.put("account", account);
                }
                JsonNode checked = node.post("/wallet/verify", check);
                boolean valid = checked.path("valid").asBoolean();
                session.output()
                        .say((valid ? "Signed by " : "NOT by that account, but by ")
                                + checked.path("signer").asText());
                session.output().document(checked);
                return valid ? 0 : 1;
            }
        }
    }
}
