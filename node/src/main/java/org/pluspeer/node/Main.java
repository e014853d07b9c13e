package org.pluspeer.node;

import java.util.ArrayList;
import java.util.List;
import org.pluspeer.node.cli.PeerCommand;

/** Where the program begins. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
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
