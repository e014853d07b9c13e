package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import org.pluspeer.wallet.eth.Amount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        description = "Bring it back from those who keep it; where they charge for that, shows what, and asks.")
final class KeepGetCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Parameters(paramLabel = "ID")
    private String id;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "where to (default: among the node's downloads)")
    private @Nullable Path output;

    @Option(
            names = "--max",
            paramLabel = "AMOUNT",
            description = "what those who keep it may be paid for it (default: what the dearest of them asks)")
    private @Nullable String max;

    @Option(
            names = {"-y", "--yes"},
            description = "agree to the cost without being asked")
    private boolean yes;

    @Override
    public Integer call() {
        try (NodeApi node = session.node()) {
            String path = "/storage/kept/" + NodeApi.encoded(id) + "/fetch";
            Amount most = agreed(node.get(path));
            JsonNode fetched = node.post(path, Map.of("max", most.toString()));
            while (!fetched.has("path")) {
                session.output()
                        .note(Output.bytes(fetched.path("came").asLong()) + " of "
                                + Output.bytes(fetched.path("size").asLong()) + " came");
                fetched = node.post(path, Map.of("max", most.toString()));
            }
            Path saved = saved(Path.of(fetched.path("path").asText()));
            session.output().say(saved.toString());
            session.output()
                    .document(Map.of(
                            "path",
                            saved.toString(),
                            "sha256",
                            fetched.path("sha256").asText()));
        }
        return 0;
    }

    private Path saved(Path there) {
        Path wanted = output;
        try {
            return wanted == null ? there : Files.move(there, wanted.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.STORAGE_FAILED, "it cannot be moved: " + e.getMessage(), e);
        }
    }

    /** What may be paid for it. */
    private Amount agreed(JsonNode cost) {
        String ceiling = max;
        JsonNode token = cost.path("token");
        Amount most = ceiling == null
                ? Amount.parseUnits(cost.path("most").asText())
                : Amount.parseDecimal(ceiling, token.path("decimals").asInt());
        if (cost.path("price").asText().equals("0") || most.isZero()) {
            // Those who ask for nothing give it.
            return Amount.ZERO;
        }
        Output out = session.output();
        out.note("It costs " + Output.money(cost.path("price"), token) + ", at most "
                + Output.money(TextNode.valueOf(most.toString()), token) + " if others have to give it, and "
                + Output.ether(cost.path("gas")) + " of gas for channels where there are none yet.");
        if (!yes && !asked(out)) {
            throw new ProblemException(Problem.Code.REFUSED_BY_POLICY, "nothing was paid");
        }
        return most;
    }

    private static boolean asked(Output output) {
        Console console = System.console();
        if (console == null || !console.isTerminal() || output.isJson()) {
            throw new ProblemException(Problem.Code.REFUSED_BY_POLICY, "nobody to ask; add --yes to agree to the cost");
        }
        String answer = console.readLine("Bring it back? [y/N] ");
        return answer != null
                && answer.strip().toLowerCase(java.util.Locale.ROOT).startsWith("y");
    }
}
