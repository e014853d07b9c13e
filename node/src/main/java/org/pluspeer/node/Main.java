package org.pluspeer.node;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.pluspeer.node.cli.PeerCommand;

/** Where the program begins. */
public final class Main {
    /** Held, or its level would be forgotten with it. */
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

    private Main() {}

    public static void main(String[] arguments) {
        // It would recommend a faster vector library at each start; word search has no use for one.
        LUCENE.setLevel(Level.SEVERE);
        System.exit(PeerCommand.execute(arguments));
    }

    /** The command that starts this program again with the same Java, options and class path. */
    public static List<String> javaCommand() {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current()
                .info()
                .command()
                .orElseThrow(() -> new ProblemException(
                        Problem.Code.UNSUPPORTED, "the operating system does not say which Java runs this")));
        List<String> options =
                java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments();
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return command;
    }
}
