package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.pluspeer.node.client.NodeApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "peers", mixinStandardHelpOptions = true, description = "The peers this node is linked with.")
final class PeersCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Override
    public Integer call() {
        try (NodeApi node = session.node()) {
            JsonNode peers = node.get("/peers");
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode peer : peers.path("peers")) {
                rows.add(List.of(
                        peer.path("nodeId").asText(),
                        peer.path("direction").asText(),
                        peer.path("address").asText(),
                        peer.path("agent").asText()));
            }
            session.output().table(List.of("NODE", "WHO DIALLED", "ADDRESS", "PROGRAM"), rows);
            session.output().document(peers);
        }
        return 0;
    }
}
