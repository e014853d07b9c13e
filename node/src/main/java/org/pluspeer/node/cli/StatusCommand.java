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
            endpoints(output, chain);
            output.say("Peers     " + status.path("peers").asText());
            output.say("Listings  " + status.path("listings").asText());
            output.document(status);
        }
        return 0;
    }

    /** Only where there is something to say: several, or one that is not well; and contracts that are not there. */
    private static void endpoints(Output output, JsonNode chain) {
        String trouble = chain.path("trouble").asText("");
        if (!trouble.isEmpty()) {
            output.say("          " + trouble);
        }
        JsonNode endpoints = chain.path("endpoints");
        for (JsonNode endpoint : endpoints) {
            String state = endpoint.path("state").asText();
            if (endpoints.size() > 1 || !state.equals("ok")) {
                String head = endpoint.path("head").isNumber()
                        ? ", block " + endpoint.path("head").asText()
                        : "";
                String why = endpoint.path("why").asText("");
                output.say("Endpoint  " + endpoint.path("url").asText() + " " + state + head
                        + (why.isEmpty() ? "" : ": " + why));
            }
        }
        for (JsonNode contract : chain.path("contracts")) {
            if (contract.path("state").asText().equals("missing")) {
                output.say("Missing   " + contract.path("name").asText() + " is not on this chain yet.");
            }
        }
    }
}
