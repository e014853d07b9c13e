package org.pluspeer.node.chain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pluspeer.node.ProblemException;

/** Where the chains' programs are, for tests. They skip nothing: what is not installed fails them, saying what to do. */
public final class Checkout {
    private Checkout() {}

    public static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.exists(at.resolve("contracts/package.json"))) {
            at = at.getParent();
        }
        if (at == null) {
            throw new AssertionError("the tests run inside a checkout");
        }
        return at;
    }

    public static Path anvil() {
        try {
            return AnvilBinary.find(name -> name.equals("PEER_HOME") ? root().toString() : null);
        } catch (ProblemException e) {
            throw new AssertionError(e.problem().detail(), e);
        }
    }

    public static Path ganache() {
        Path program = root().resolve("contracts/node_modules/ganache/dist/node/cli.js");
        if (!Files.exists(program)) {
            throw new AssertionError("Ganache is not installed: run `npm ci` in " + root().resolve("contracts"));
        }
        return program;
    }

    /** Creation code, as hex, of a contract that only tests know. */
    public static String bytecode(String source, String contract) {
        try {
            Process compiler = new ProcessBuilder("node", "tools/bytecode.mjs", source, contract)
                    .directory(root().resolve("contracts").toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String code = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            if (compiler.waitFor() != 0) {
                throw new AssertionError(source + " does not compile");
            }
            return code.strip();
        } catch (IOException e) {
            throw new AssertionError("node is not installed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
