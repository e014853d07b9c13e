package org.pluspeer.node.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.client.NodeApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "stop", mixinStandardHelpOptions = true, description = "Stop the running node; nothing is lost.")
final class StopCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Override
    public Integer call() throws Exception {
        DataDirectory directory = session.directory();
        try (NodeApi node = NodeApi.of(directory)) {
            long pid = directory.running().map(DataDirectory.Running::pid).orElse(0L);
            node.post("/stop", Map.of());
            ProcessHandle process = ProcessHandle.of(pid).orElse(null);
            if (process != null) {
                process.onExit().get(30, TimeUnit.SECONDS);
            }
        } catch (TimeoutException e) {
            throw new ProblemException(Problem.Code.TIMEOUT, "the node is still finishing; look again in a moment", e);
        }
        session.output().say("Stopped.");
        session.output().document(Map.of("stopped", true));
        return 0;
    }
}
