package org.pluspeer.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.json.Json;

/** The unmodified {@code @x402/fetch} in a process of its own, as {@code interop/x402.mjs} runs it. */
final class OtherBuyer implements AutoCloseable {
    private final Process process;

    OtherBuyer() {
        String home = System.getenv("PEER_HOME");
        Path folder = Path.of(home == null ? "." : home, "interop");
        if (!Files.isDirectory(folder.resolve("node_modules"))) {
            throw new ProblemException(
                    Problem.Code.UNSUPPORTED,
                    "this story needs the clients of others: run `npm ci` in " + folder.toAbsolutePath());
        }
        try {
            process = new ProcessBuilder("node", "x402.mjs")
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.UNSUPPORTED, "this story needs Node.js: `node` is not there", e);
        }
    }

    /** Makes many calls, and says what came of them. */
    JsonNode buy(Map<String, Object> wanted) {
        try {
            BufferedWriter asks = process.outputWriter(StandardCharsets.UTF_8);
            BufferedReader answers = process.inputReader(StandardCharsets.UTF_8);
            asks.write(new String(Json.write(wanted), StandardCharsets.UTF_8));
            asks.write('\n');
            asks.flush();
            String line = answers.readLine();
            if (line == null) {
                throw new ProblemException(Problem.Code.INTERNAL, "the other buyer ended without an answer");
            }
            JsonNode answer = Json.tree(line.getBytes(StandardCharsets.UTF_8));
            if (answer.has("error")) {
                throw new ProblemException(
                        Problem.Code.INTERNAL, answer.path("error").asText());
            }
            return answer.path("ok");
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.INTERNAL, "the other buyer cannot be asked", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
