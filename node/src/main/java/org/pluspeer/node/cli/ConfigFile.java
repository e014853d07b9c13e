package org.pluspeer.node.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where an option comes from when it is not on the command line: {@code PEER_*} in the environment, then
 * {@code peer.toml}. A name that the file has and we don't know is an error with the nearest known one.
 */
final class ConfigFile implements IDefaultValueProvider {
    static final Set<String> KNOWN = Set.of(
            "data-dir",
            "rpc",
            "chain-id",
            "http",
            "p2p",
            "bootstrap",
            "passphrase-file",
            "unaudited",
            "lock-after",
            "reveal-window",
            "dispute-window",
            "public",
            "public-url",
            "take-reveal-window",
            "take-dispute-window",
            "port-mapping",
            "lan-discovery",
            "max-links",
            "max-links-of-range",
            "max-neighbours",
            "upload",
            "download",
            "relay",
            "tls-port",
            "max-listings",
            "listing-space",
            "seed-space");

    private final Map<String, String> environment;
    private final JsonNode file;

    ConfigFile(Map<String, String> environment, JsonNode file) {
        this.environment = environment;
        this.file = file;
    }

    static ConfigFile of(Map<String, String> environment, Path path) {
        TomlMapper toml = new TomlMapper();
        Optional<byte[]> bytes = DataDirectory.read(path);
        if (bytes.isEmpty()) {
            return new ConfigFile(environment, toml.createObjectNode());
        }
        try {
            JsonNode tree = toml.readTree(new String(bytes.get(), StandardCharsets.UTF_8));
            tree.fieldNames().forEachRemaining(ConfigFile::requireKnown);
            return new ConfigFile(environment, tree);
        } catch (JsonProcessingException e) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST,
                    path + ", line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(),
                    e);
        }
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || !KNOWN.contains(name(option))) {
            return null;
        }
        String fromEnvironment =
                environment.get("PEER_" + name(option).toUpperCase(Locale.ROOT).replace('-', '_'));
        if (fromEnvironment != null) {
            return fromEnvironment;
        }
        JsonNode value = file.path(name(option));
        if (value.isArray()) {
            StringBuilder joined = new StringBuilder();
            value.forEach(item -> joined.append(joined.isEmpty() ? "" : ",").append(item.asText()));
            return joined.toString();
        }
        return value.isMissingNode() ? null : value.asText();
    }

    private static String name(OptionSpec option) {
        return option.longestName().substring(2);
    }

    private static void requireKnown(String name) {
        if (!KNOWN.contains(name)) {
            String nearest = new TreeSet<>(KNOWN)
                    .stream()
                            .min(java.util.Comparator.comparingInt(known -> distance(known, name)))
                            .orElseThrow();
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST, "peer.toml: unknown setting " + name + "; did you mean " + nearest + "?");
        }
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
