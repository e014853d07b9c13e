package org.pluspeer.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.sale.Conduct;

/** A node that nobody gave a passphrase: its door opens, and it waits there. */
final class WaitingNode implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 240;

    private final CompletableFuture<Optional<Node>> started;
    private final CompletableFuture<String> door = new CompletableFuture<>();
    private final NodeApi api;

    WaitingNode(Path directory, URI rpc) {
        DataDirectory data = new DataDirectory(directory);
        Settings settings = new Settings(
                data, List.of(rpc), OptionalLong.empty(), 0, HostPort.parse("127.0.0.1:0"), List.of(), false, true);
        started = CompletableFuture.supplyAsync(
                () -> Node.await(settings, Conduct.HONEST, () -> {}, door::complete),
                run -> Thread.ofVirtual().start(run));
        started.whenComplete((_, failure) -> {
            if (failure != null) {
                door.completeExceptionally(failure);
            }
        });
        door.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        api = NodeApi.of(data);
    }

    NodeApi api() {
        return api;
    }

    JsonNode setup() {
        return api.get("/setup");
    }

    /** Waits until it runs. */
    Node running() {
        return started.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join().orElseThrow();
    }

    @Override
    public void close() {
        if (!started.isDone()) {
            api.post("/stop", java.util.Map.of());
        }
        Optional<Node> node =
                started.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        api.close();
        node.ifPresent(Node::close);
    }
}
