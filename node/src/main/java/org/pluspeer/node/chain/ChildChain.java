package org.pluspeer.node.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;

/**
 * A chain's process under a small {@code sh} that outlives us if we are killed outright. The shell reads our pipe; once
 * it closes, however we ended, the chain gets SIGTERM and writes its state before it goes. The chain runs in a session
 * of its own where the system can do that, so that Ctrl-C reaches us first.
 */
final class ChildChain implements AutoCloseable {
    private static final String PARENT = """
            pid=$1; shift
            exec 3<&0 0</dev/null
            run=; if command -v setsid >/dev/null 2>&1; then run=setsid; fi
            $run "$@" 3<&- & child=$!
            echo $child >"$pid"
            trap '' INT HUP
            trap 'kill -TERM $child 2>/dev/null' TERM
            ( while read -r line <&3; do :; done; kill -TERM $child 2>/dev/null ) & reader=$!
            exec 3<&-
            wait $child; code=$?
            while kill -0 $child 2>/dev/null; do wait $child; code=$?; done
            rm -f "$pid"
            kill $reader 2>/dev/null
            exit $code
            """;
    /** Nothing else of our environment, which may name secrets, is for the chain. */
    private static final Set<String> INHERITED = Set.of("PATH", "LANG", "LC_ALL", "TMPDIR");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process shell;

    private ChildChain(Process shell) {
        this.shell = shell;
    }

    /**
     * @param directory where the process runs, keeps {@code chain.pid} and writes its errors to {@code chain.log}
     * @param command the program and its arguments
     */
    static ChildChain start(Path directory, List<String> command) {
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", PARENT, "peer-chain"));
        all.add(pidFile(directory).toString());
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all).directory(directory.toFile());
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().put("HOME", directory.toString());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(directory.resolve("chain.log").toFile());
        try {
            return new ChildChain(builder.start());
        } catch (IOException e) {
            throw new ProblemException(Code.UNSUPPORTED, "The bundled chain cannot be started: " + e.getMessage(), e);
        }
    }

    private static Path pidFile(Path directory) {
        return directory.toAbsolutePath().resolve("chain.pid");
    }

    boolean alive() {
        return shell.isAlive();
    }

    boolean endsWithin(Duration time) {
        return ends(shell.toHandle(), time);
    }

    /**
     * Waits for the chain of an earlier run of this directory, whose owner is gone, to write its state and end.
     *
     * @throws ProblemException {@code ALREADY_RUNNING} where it does not end
     */
    static void awaitEarlier(Path directory) {
        Optional<ProcessHandle> earlier = earlier(directory);
        if (earlier.isEmpty()) {
            return;
        }
        ProcessHandle chain = earlier.get();
        if (!ends(chain, PATIENCE.dividedBy(4))) {
            chain.destroy();
            if (!ends(chain, PATIENCE)) {
                throw new ProblemException(
                        Code.ALREADY_RUNNING,
                        "A chain still runs on " + directory + " as process " + chain.pid() + ".");
            }
        }
    }

    /** By process id, and only if that is still such a program: numbers are used again. */
    private static Optional<ProcessHandle> earlier(Path directory) {
        try {
            String text = Files.readString(pidFile(directory)).strip();
            return ProcessHandle.of(Long.parseLong(text))
                    .filter(process -> process.info().command().orElse("").endsWith("anvil"));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean ends(ProcessHandle process, Duration time) {
        try {
            process.onExit().get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Lets the chain write its state, and waits for it. */
    @Override
    public void close() {
        List<ProcessHandle> family = shell.descendants().toList();
        try {
            shell.getOutputStream().close();
        } catch (IOException e) {
            shell.destroy();
        }
        if (!ends(shell.toHandle(), PATIENCE)) {
            shell.destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
