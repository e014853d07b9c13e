package org.pluspeer.node.chain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;

/**
 * Where the Anvil program is: {@code PEER_ANVIL} names it, else it is what npm put under {@code contracts/} of the
 * checkout that {@code PEER_HOME} names. The program itself, not npm's wrapper: a signal to that would not reach it.
 */
public final class AnvilBinary {
    private AnvilBinary() {}

    /**
     * @param setting reads a setting by its name, null where it is not set
     * @throws ProblemException {@code UNSUPPORTED}, with what to do, where it is not there
     */
    public static Path find(Function<String, @Nullable String> setting) {
        String named = setting.apply("PEER_ANVIL");
        if (named != null && !named.isBlank()) {
            return runnable(Path.of(named), "PEER_ANVIL does not name a program: " + named);
        }
        String home = setting.apply("PEER_HOME");
        if (home == null || home.isBlank()) {
            throw new ProblemException(
                    Code.UNSUPPORTED, "The bundled chain was not found: set PEER_ANVIL to Anvil, or use --rpc URL.");
        }
        Path contracts = Path.of(home).resolve("contracts");
        String name = "anvil-" + system() + "-" + processor();
        Path program =
                contracts.resolve("node_modules/@foundry-rs").resolve(name).resolve("bin/anvil");
        return runnable(program, "The bundled chain is not installed: run `npm ci` in " + contracts + ".");
    }

    private static Path runnable(Path program, String otherwise) {
        if (!Files.isExecutable(program) || Files.isDirectory(program)) {
            throw new ProblemException(Code.UNSUPPORTED, otherwise);
        }
        return program.toAbsolutePath();
    }

    private static String system() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : "linux";
    }

    private static String processor() {
        String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return name.equals("aarch64") || name.equals("arm64") ? "arm64" : "amd64";
    }
}
