package org.pluspeer.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.channel.VoucherBench;
import org.pluspeer.node.json.Json;
import org.pluspeer.node.x402.ExactBench;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.key.NodeKey;

/**
 * Measures what being paid takes: {@code PayBench [--json] [--runs N] [--each N] [--calls N] [--transfers N]}. Every figure stands beside its limit,
 * taken in turns with it in the same run, so that what else the machine does hits both alike.
 */
public final class PayBench {
    private static final int EXACT_TIMES = 400;

    private PayBench() {}

    public static void main(String[] args) throws Exception {
        List<String> given = List.of(args);
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath().resolve("node/target"), "pay-bench");
        try {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("loadBefore", load());
            result.putAll(VoucherBench.run(
                    directory.resolve("vouchers"), number(given, "--runs", 9), number(given, "--each", 200)));
            result.putAll(calls(directory.resolve("calls"), number(given, "--calls", 5_000)));
            result.putAll(TransferPayBench.run(
                    Files.createDirectories(directory.resolve("transfer")), number(given, "--transfers", 3), 48));
            result.put("loadAfter", load());
            System.out.println(given.contains("--json") ? Json.pretty(result).strip() : lines(result));
        } finally {
            try (Stream<Path> all = Files.walk(directory)) {
                all.sorted(Comparator.reverseOrder()).forEach(PayBench::delete);
            }
        }
    }

    /** A service sold by a node to another, on a chain of their own. */
    private static Map<String, Object> calls(Path directory, int calls) throws Exception {
        try (LocalChain chain = Anvils.start(directory.resolve("chain"));
                Backend backend = Backend.start();
                TestNode seller = TestNode.start(TestNode.Setting.honest(directory.resolve("seller"), chain.url()));
                TestNode buyer = TestNode.start(TestNode.Setting.honest(directory.resolve("buyer"), chain.url())
                        .knowing(seller));
                NodeKey payer = NodeKey.generate(Keccak.hash(new byte[] {4}).bytes())) {
            Amount coin = Amount.parseDecimal("10", 18);
            Amount dollars = Amount.parseDecimal("1000", 6);
            chain.play().give(seller.account(), coin, Amount.ZERO);
            chain.play().give(buyer.account(), coin, dollars);
            chain.play().give(payer.address(), Amount.ZERO, dollars);
            JsonNode service = PeerCalls.sell(seller, backend);
            Map<String, Object> result = new LinkedHashMap<>(ExactBench.run(
                    URI.create(service.path("url").asText()),
                    chain.play().client(),
                    seller.account(),
                    payer,
                    EXACT_TIMES));
            result.putAll(PeerCalls.bench(
                    chain, seller, buyer, backend, service.path("listing").asText(), calls));
            return result;
        }
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static int number(List<String> given, String name, int otherwise) {
        int at = given.indexOf(name);
        return at < 0 || at + 1 >= given.size() ? otherwise : Integer.parseInt(given.get(at + 1));
    }

    private static String lines(Map<String, Object> result) {
        StringBuilder text = new StringBuilder();
        result.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
