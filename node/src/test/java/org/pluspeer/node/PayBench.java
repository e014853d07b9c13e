package org.pluspeer.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pluspeer.node.channel.VoucherBench;
import org.pluspeer.node.json.Json;

/**
 * Measures what being paid takes: {@code PayBench [--json] [--runs N] [--each N]}. Every figure stands beside its limit,
 * taken in turns with it in the same run, so that what else the machine does hits both alike.
 */
public final class PayBench {
    private PayBench() {}

    public static void main(String[] args) throws Exception {
        List<String> given = List.of(args);
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath().resolve("node/target"), "pay-bench");
        try {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("loadBefore", load());
            result.putAll(VoucherBench.run(
                    directory.resolve("vouchers"), number(given, "--runs", 9), number(given, "--each", 200)));
            result.put("loadAfter", load());
            System.out.println(given.contains("--json") ? Json.pretty(result).strip() : lines(result));
        } finally {
            try (Stream<Path> all = Files.walk(directory)) {
                all.sorted(Comparator.reverseOrder()).forEach(PayBench::delete);
            }
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
