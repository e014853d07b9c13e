package org.pluspeer.node.cli;

import java.util.concurrent.Callable;
import org.pluspeer.node.sale.Conduct;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Start your node and stay; Ctrl-C or 'peer stop' ends it. The first time it makes a wallet.")
final class UpCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Mixin
    private UpOptions options;

    @Override
    public Integer call() throws InterruptedException {
        return new NodeRun(session, options).untilStopped(Conduct.HONEST);
    }
}
