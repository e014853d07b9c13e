package org.pluspeer.node.p2p;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.pluspeer.node.Main;
import org.pluspeer.node.demo.Demo;
import org.pluspeer.node.demo.NatChain;

/**
 * The program itself, behind two symmetric routers: one node sells, the other buys, through a third that relays, as in the
 * demo's honest sale: the same data set, and what is held against the chain afterwards is what the demo holds. Run by
 * {@code ./peer verify --nat}.
 */
final class NatSale implements AutoCloseable {
    private static final String RPC_PORT = "8545";
    /** In base units of the play dollar. */
    private static final String PRICE = "4000000";

    private final Path directory;
    private final NatNet net;
    private final List<Process> processes = new ArrayList<>();
    private final Process chain;
    private final BufferedReader chainSays;

    private NatSale(Path directory, NatNet net, NatNet.Edge hub) throws IOException {
        this.directory = directory;
        this.net = net;
        List<String> command = new ArrayList<>(Main.javaCommand());
        command.removeLast();
        command.addAll(
                List.of(NatChain.class.getName(), directory.resolve("chain").toString()));
        this.chain = start(hub, "chain", command);
        this.chainSays = chain.inputReader();
    }

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("peer-nat-sale");
        try (NatNet net = new NatNet()) {
            NatNet.Edge hub = net.edge("relay", NatNet.Kind.PUBLIC, 1);
            NatNet.Edge seller = net.edge("seller", NatNet.Kind.SYMMETRIC, 2);
            NatNet.Edge buyer = net.edge("buyer", NatNet.Kind.SYMMETRIC, 3);
            net.count();
            try (NatSale sale = new NatSale(directory, net, hub)) {
                sale.play(hub, seller, buyer);
            }
        }
        System.out.println("Two peers behind two symmetric routers have traded.");
        System.exit(0);
    }

    private void play(NatNet.Edge hub, NatNet.Edge seller, NatNet.Edge buyer) throws IOException {
        String port = word(chainSays.readLine(), 1);
        net.tunnel(hub, RPC_PORT, port, seller, buyer);
        up(hub, port, List.of("--relay", "200M"));
        up(seller, RPC_PORT, List.of("--bootstrap", hub.address() + ":7338"));
        up(buyer, RPC_PORT, List.of("--bootstrap", hub.address() + ":7338"));
        String sells = json(seller, "status").path("account").asText();
        String buys = json(buyer, "status").path("account").asText();
        ask("give " + sells);
        ask("give " + buys);
        ask("before " + sells + " " + buys);
        Path file = directory.resolve("birdstrikes.csv");
        try (InputStream data = Objects.requireNonNull(Demo.class.getResourceAsStream("birdstrikes.csv"))) {
            Files.copy(data, file);
        }
        JsonNode listing = json(seller, "sell", file.toString(), "--price", "4.00", "--title", "FAA bird strikes");
        String id = listing.path("id").asText();
        NatMatrix.until(
                "the buyer hears of the listing",
                () -> json(buyer, "search", "bird strikes").toString().contains(id));
        long before = net.sent(seller, "relay");
        JsonNode bought = json(buyer, "buy", id, "--yes");
        long relayed = net.sent(seller, "relay") - before;
        long direct = net.sent(seller, "buyer");
        System.out.println("bought: " + bought.path("state").asText() + ", " + (relayed >> 10) + " kB to the relay, "
                + (direct >> 10) + " kB directly");
        require(bought.path("state").asText().equals("delivered"), bought.toString());
        long size = Files.size(file);
        require(relayed >= size && direct < size / 10, "the bytes went through the relay");
        require(Files.mismatch(file, file(bought)) < 0, "the buyer has the file, byte for byte");
        String sale = bought.path("id").asText();
        NatMatrix.until(
                "the seller sees the end of the sale",
                () -> json(seller, "sale", "show", sale).path("state").asText().equals("released"));
        String reckoned = ask(String.join(
                " ",
                "after",
                file.toString(),
                kept("listing", listing),
                kept("purchase", json(buyer, "purchase", "show", sale)),
                kept("sale", json(seller, "sale", "show", sale)),
                PRICE));
        require(reckoned.startsWith("true "), "bytes, tokens and gas add up as in the demo: " + reckoned);
    }

    private String kept(String name, JsonNode document) throws IOException {
        return Files.writeString(directory.resolve(name + ".json"), document.toString())
                .toString();
    }

    private static Path file(JsonNode bought) {
        return Path.of(bought.path("file").path("path").asText());
    }

    private static void require(boolean holds, String what) throws IOException {
        if (!holds) {
            throw new IOException("it does not hold: " + what);
        }
    }

    private void up(NatNet.Edge edge, String rpcPort, List<String> more) throws IOException {
        Path passphrase = Files.writeString(directory.resolve(edge.name() + ".passphrase"), "a long enough secret\n");
        List<String> command = new ArrayList<>(Main.javaCommand());
        command.addAll(List.of("up", "--data-dir", data(edge), "--rpc", "http://127.0.0.1:" + rpcPort, "--http", "0"));
        command.addAll(List.of("--p2p", "0.0.0.0:7338", "--light-seal", "--passphrase-file", passphrase.toString()));
        command.addAll(more);
        BufferedReader says = start(edge, edge.name(), command).inputReader();
        for (String line = says.readLine(); line == null || !line.startsWith("READY"); line = says.readLine()) {
            require(line != null, edge.name() + " did not start; see its log in " + directory);
        }
        Thread.ofVirtual().start(() -> says.lines().forEach(line -> {}));
    }

    private String data(NatNet.Edge edge) {
        return directory.resolve(edge.name()).toString();
    }

    private Process start(NatNet.Edge edge, String name, List<String> command) throws IOException {
        Process process = new ProcessBuilder(NatNet.command(edge.machine(), command))
                .redirectError(directory.resolve(name + ".log").toFile())
                .start();
        processes.add(process);
        return process;
    }

    /** A command of the program, with what it prints. */
    private JsonNode json(NatNet.Edge edge, String... words) {
        try {
            return printed(edge, words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode printed(NatNet.Edge edge, String... words) throws IOException {
        List<String> command = new ArrayList<>(Main.javaCommand());
        command.addAll(List.of(words));
        command.addAll(List.of("--json", "--data-dir", data(edge)));
        Process process = new ProcessBuilder(NatNet.command(edge.machine(), command))
                .redirectError(
                        directory.resolve(edge.name() + "-" + words[0] + ".log").toFile())
                .start();
        return new ObjectMapper().readTree(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    private String ask(String question) throws IOException {
        chain.outputWriter().write(question + "\n");
        chain.outputWriter().flush();
        return Objects.requireNonNull(chainSays.readLine(), "the chain has ended; see its log");
    }

    private static String word(String line, int i) {
        return line.split(" ", -1)[i];
    }

    @Override
    public void close() {
        processes.reversed().forEach(Process::destroy);
        processes.forEach(process -> process.onExit()
                .orTimeout(20, java.util.concurrent.TimeUnit.SECONDS)
                .exceptionally(late -> process.destroyForcibly())
                .join());
    }
}
