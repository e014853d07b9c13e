package org.pluspeer.node.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pluspeer.node.chain.Checkout;
import org.pluspeer.node.json.Json;

/** ethers, viem, eth-sig-util and others in one process, a script of {@code interop/}, asked line by line. */
public final class Others implements AutoCloseable {
    private final Process process;
    private final BufferedWriter asks;
    private final BufferedReader answers;

    private Others(Process process) {
        this.process = process;
        this.asks = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    static Others start() {
        return start("serve.mjs");
    }

    /** @param script in {@code interop/} */
    public static Others start(String script) {
        Path folder = Checkout.root().resolve("interop");
        if (!Files.isDirectory(folder.resolve("node_modules"))) {
            throw new AssertionError("the programs of others are not installed: run `npm ci` in " + folder);
        }
        try {
            return new Others(new ProcessBuilder("node", script)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new AssertionError("node is not installed", e);
        }
    }

    /** What they say; a refusal fails the test. */
    public JsonNode ask(String call, Map<String, ?> parameters) {
        JsonNode answer = send(call, parameters);
        if (answer.has("error")) {
            throw new AssertionError(call + ": " + answer.get("error").asText() + " for " + parameters);
        }
        return answer.get("ok");
    }

    /** As {@link #ask}, for an answer that is a list of texts. */
    List<String> texts(String call, Map<String, ?> parameters) {
        List<String> texts = new ArrayList<>();
        ask(call, parameters).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Empty where they refuse. */
    Optional<JsonNode> tryToAsk(String call, Map<String, ?> parameters) {
        return Optional.ofNullable(send(call, parameters).get("ok"));
    }

    private synchronized JsonNode send(String call, Map<String, ?> parameters) {
        Map<String, Object> request = new HashMap<>(parameters);
        request.put("call", call);
        try {
            asks.write(new String(Json.write(request), StandardCharsets.UTF_8));
            asks.write('\n');
            asks.flush();
            String line = answers.readLine();
            if (line == null) {
                throw new AssertionError("the programs of others ended; what they said is above");
            }
            return Json.tree(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
