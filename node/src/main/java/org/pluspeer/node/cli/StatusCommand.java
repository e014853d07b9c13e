package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "What the running node is doing, and its page.")
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Override
    public Integer call() {
        Output output = session.output();
        try (NodeApi node = session.node()) {
            JsonNode status = node.get("/status");
            JsonNode chain = status.path("chain");
            output.say("Page      " + node.page());
            output.say("Account   " + status.path("account").asText());
            output.say("Chain     " + chain.path("name").asText() + " ("
                    + chain.path("id").asText() + "), block "
                    + chain.path("head").asText()
                    + (chain.path("playMoney").asBoolean() ? ", play money, this machine only" : ""));
            output.say("Peers     " + status.path("peers").asText());
            output.say("Listings  " + status.path("listings").asText());
            output.document(status);
        }
        return 0;
    }
}
