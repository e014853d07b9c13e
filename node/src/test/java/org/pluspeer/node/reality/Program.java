package org.pluspeer.node.reality;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.pluspeer.node.Main;
import org.pluspeer.node.chain.Await;
import org.pluspeer.node.chain.Checkout;
import org.pluspeer.node.json.Json;

/** The packaged program in a process of its own, started as the launcher starts it. */
final class Program {
    private static final int LONGEST_SECONDS = 600;
    private static final int PATIENCE = 4;

    private Program() {}

    /** How it ended. */
    record Ran(int exit, String out, String err) {
        /** Standard output, which must be one JSON document and nothing else. */
        JsonNode document() {
            return only(out);
        }

        @Override
        public String toString() {
            return "exit " + exit + "\n--- out\n" + out + "\n--- err\n" + err;
        }
    }

    static ProcessBuilder builder(List<String> arguments) {
        Path target = Checkout.root().resolve("node/target");
        if (!Files.exists(target.resolve("peer-node.jar"))) {
            throw new AssertionError("the program is not packaged: run the integration tests with `mvn verify`");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+DisableAttachMechanism",
                "-XX:-HeapDumpOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                target.resolve("peer-node.jar") + ":" + target.resolve("lib") + "/*",
                Main.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PEER_"));
        builder.environment().put("PEER_HOME", Checkout.root().toString());
        return builder;
    }

    /** Runs it to its end. */
    static Ran run(Path scratch, List<String> arguments) {
        try {
            Path out = Files.createTempFile(scratch, "program", ".out");
            Path err = Files.createTempFile(scratch, "program", ".err");
            Process process = builder(arguments)
                    .directory(scratch.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            try {
                if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("peer " + arguments + " does not end:\n" + Files.readString(err));
                }
                return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                end(process);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static Ran run(Path scratch, String... arguments) {
        return run(scratch, List.of(arguments));
    }

    /** Refuses anything before or after the one document. */
    static JsonNode only(String text) {
        return Json.tree(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Ends a process and those that it started. */
    static void end(Process process) throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** Waits for what another process does; longer than {@link Await}, for machines with much to do. */
    static boolean until(java.util.function.BooleanSupplier condition) {
        for (int i = 0; i < PATIENCE; i++) {
            if (Await.until(condition)) {
                return true;
            }
        }
        return false;
    }

    /** Runs a script of {@code src/test/e2e} with Node.js and gives what it prints. */
    static JsonNode script(String name, String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "node", Checkout.root().resolve("node/src/test/e2e/" + name).toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var in = process.outputWriter()) {
                in.write(input);
            }
            String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(name + " ended with " + process.exitValue() + ": " + out);
            }
            return only(out);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
