package org.pluspeer.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.sale.Conduct;
import org.pluspeer.node.sale.SaleWindows;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.key.Passphrase;

/** A whole node in this process: its own data directory and ports, spoken to through its own HTTP API. */
final class TestNode implements AutoCloseable {
    static final String PASSPHRASE = "a passphrase of the tests";

    /** However busy the machine is; how often the bell rings meanwhile says nothing. */
    private static final long PATIENCE = Duration.ofMinutes(8).toNanos();

    private final Node node;
    private final NodeApi api;

    private TestNode(Node node, NodeApi api) {
        this.node = node;
        this.api = api;
    }

    /** How a node is started; the same again on the same directory is a restart. */
    record Setting(
            Path directory,
            List<URI> rpcs,
            List<HostPort> bootstrap,
            Conduct conduct,
            boolean unaudited,
            NetworkSettings network) {
        Setting(Path directory, List<URI> rpcs, List<HostPort> bootstrap, Conduct conduct) {
            this(directory, rpcs, bootstrap, conduct, false, NetworkSettings.USUAL);
        }

        static Setting honest(Path directory, URI rpc) {
            return new Setting(directory, List.of(rpc), List.of(), Conduct.HONEST);
        }

        /** On a chain whose number is not one to play with. */
        static Setting unaudited(Path directory, URI rpc) {
            return new Setting(directory, List.of(rpc), List.of(), Conduct.HONEST, true, NetworkSettings.USUAL);
        }

        Setting knowing(TestNode peer) {
            return new Setting(directory, rpcs, List.of(peer.node.p2pAddress()), conduct, unaudited, network);
        }

        /** Content goes and comes no faster than so many bytes a second. */
        Setting atRates(long upload, long download) {
            return in(upload, download, network.bandwidth());
        }

        Setting over(BandwidthSettings bandwidth) {
            return in(network.upload(), network.download(), bandwidth);
        }

        private Setting in(long upload, long download, BandwidthSettings bandwidth) {
            NetworkSettings n = network;
            return new Setting(
                    directory,
                    rpcs,
                    bootstrap,
                    conduct,
                    unaudited,
                    new NetworkSettings(
                            n.mapping(),
                            n.lan(),
                            n.links(),
                            n.linksOfRange(),
                            n.neighbours(),
                            upload,
                            download,
                            n.relay(),
                            n.tlsPort(),
                            n.listings(),
                            n.listingSpace(),
                            n.seedSpace(),
                            bandwidth));
        }

        Setting over(List<URI> endpoints) {
            return new Setting(directory, endpoints, bootstrap, conduct);
        }

        private Settings settings() {
            return new Settings(
                    new DataDirectory(directory),
                    rpcs,
                    OptionalLong.empty(),
                    0,
                    HostPort.parse("127.0.0.1:0"),
                    bootstrap,
                    unaudited,
                    SaleWindows.standard(),
                    true,
                    Optional.empty(),
                    network,
                    PublicAddress.ANY);
        }

        Setting behaving(Conduct other) {
            return new Setting(directory, rpcs, bootstrap, other);
        }
    }

    static TestNode start(Setting setting) {
        try (Passphrase passphrase = Passphrase.of(PASSPHRASE.toCharArray())) {
            Node node = Node.start(setting.settings(), passphrase, setting.conduct(), () -> {});
            return new TestNode(node, NodeApi.of(new DataDirectory(setting.directory())));
        }
    }

    /** Without the passphrase, by the keys that were left for that. */
    static TestNode standBy(Setting setting) {
        Node node = Node.standBy(setting.settings(), setting.conduct(), () -> {});
        return new TestNode(node, NodeApi.of(new DataDirectory(setting.directory())));
    }

    Address account() {
        return node.account();
    }

    NodeApi api() {
        return api;
    }

    JsonNode get(String path) {
        return api.get(path);
    }

    /** Lists a file at a price in play dollars' base units. */
    JsonNode list(Path file, String title, long price, Address token) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("path", file.toString());
        wanted.put("title", title);
        wanted.put("description", "What the tests sell.");
        wanted.put("tags", List.of("tests"));
        wanted.put("price", String.valueOf(price));
        wanted.put("token", token.checksummed());
        wanted.put("idempotencyKey", "list " + title);
        return api.post("/listings", wanted);
    }

    /** The listing, once words find it here. */
    JsonNode find(String words, String id) {
        JsonNode page = until("/listings?q=" + NodeApi.encoded(words), found -> among(found, id)
                .isPresent());
        return among(page, id).orElseThrow();
    }

    private static Optional<JsonNode> among(JsonNode page, String id) {
        for (JsonNode listing : page.path("listings")) {
            if (listing.path("id").asText().equals(id)) {
                return Optional.of(listing);
            }
        }
        return Optional.empty();
    }

    /** Asks for an offer and agrees to all it costs. */
    String buy(String listing) {
        return agree(offer(listing));
    }

    JsonNode offer(String listing) {
        Map<String, Object> order = Map.of("listingId", listing, "idempotencyKey", "buy " + listing);
        long since = System.nanoTime();
        JsonNode offered = api.post("/purchases", order);
        // A seller that is slow is asked once more, as an owner would.
        while (offered.path("state").asText().equals("requested") && System.nanoTime() - since < PATIENCE) {
            offered = api.post("/purchases", order);
        }
        if (!offered.path("state").asText().equals("offered")) {
            throw new AssertionError("there was no offer: " + offered);
        }
        return offered;
    }

    String agree(JsonNode offered) {
        String id = offered.path("id").asText();
        api.post(
                "/purchases/" + id + "/approve",
                Map.of("total", offered.path("cost").path("total").asText()));
        return id;
    }

    JsonNode purchase(String id, String... states) {
        return until("/purchases/" + id, found -> List.of(states)
                .contains(found.path("state").asText()));
    }

    JsonNode sale(String id, String... states) {
        return until("/sales/" + id, found -> List.of(states)
                .contains(found.path("state").asText()));
    }

    /** Takes all that is free in the ledger, and returns the transaction's hash. */
    String withdraw(Address token, Amount amount, String key) {
        return api.post(
                        "/wallet/withdraw",
                        Map.of("token", token.checksummed(), "amount", amount.toString(), "idempotencyKey", key))
                .path("transaction")
                .asText();
    }

    /** Asks again at each ring of the node's bell. */
    JsonNode until(String path, Predicate<JsonNode> done) {
        long known = 0;
        long since = System.nanoTime();
        JsonNode answer = get(path);
        while (!done.test(answer) && System.nanoTime() - since < PATIENCE) {
            known = get("/events?wait=3&since=" + known).path("last").asLong();
            answer = get(path);
        }
        if (!done.test(answer)) {
            throw new AssertionError(path + " stands still at " + answer);
        }
        return answer;
    }

    @Override
    public void close() {
        api.close();
        node.close();
    }
}
