package org.pluspeer.node.cli;

import java.util.concurrent.Callable;
import org.pluspeer.node.demo.BadConduct;
import org.pluspeer.node.demo.Story;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A seller that does not keep the protocol, for the demo's hostile stories. Runs on play money only. */
@Command(name = "demo-peer", hidden = true)
final class DemoPeerCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Mixin
    private UpOptions options;

    @Option(names = "--conduct", required = true)
    private String conduct;

    @Override
    public Integer call() throws InterruptedException {
        return new NodeRun(session, options).untilStopped(BadConduct.of(Story.parse(conduct)));
    }
}
