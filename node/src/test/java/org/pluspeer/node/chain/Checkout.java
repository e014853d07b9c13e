package org.pluspeer.node.chain;

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
}
