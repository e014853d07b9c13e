package org.pluspeer.node.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.PublicAddress;
import org.pluspeer.node.Settings;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.sale.SaleWindows;
import org.pluspeer.node.vault.Vault;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a node that is to run. */
final class UpOptions {
    @Option(
            names = "--rpc",
            split = ",",
            paramLabel = "URL",
            description = "the chain's JSON-RPC address, http(s) or ws(s); several with commas or one after the other,"
                    + " the preferred first (default: a local chain with play money)")
    private List<String> rpc = List.of();

    @Option(
            names = "--chain-id",
            paramLabel = "N",
            description = "the chain that --rpc must be, or that a new local chain gets")
    private @Nullable Long chainId;

    @Option(
            names = "--http",
            paramLabel = "PORT",
            defaultValue = "7337",
            description = "the page and the API, on this machine only (default 7337; 0 picks one)")
    private int http;

    @Option(
            names = "--p2p",
            paramLabel = "HOST:PORT",
            defaultValue = "0.0.0.0:7338",
            description = "where peers dial in (default 0.0.0.0:7338)")
    private String p2p;

    @Option(
            names = "--public",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:7339",
            description = "where APIs that you sell are called (default 127.0.0.1:7339; opened when you sell one)")
    private String publicSide;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "how others reach that, such as https://api.example.org")
    private @Nullable String publicUrl;

    @Option(
            names = "--bootstrap",
            split = ",",
            paramLabel = "HOST:PORT",
            description = "peers to link with, with commas")
    private List<String> bootstrap = List.of();

    @Option(names = "--passphrase-file", paramLabel = "FILE", description = "default: asks")
    private @Nullable Path passphraseFile;

    @Option(
            names = "--unaudited",
            description = "use a chain that is not local although nobody has audited this program yet")
    private boolean unaudited;

    @Option(
            names = "--reveal-window",
            paramLabel = "LENGTH",
            description = "in your offers, from the payment to the key on chain, such as 6h (default 1h)")
    private @Nullable String reveal;

    @Option(
            names = "--dispute-window",
            paramLabel = "LENGTH",
            description = "in your offers, from the key on chain to the last complaint, such as 7d (default 1d)")
    private @Nullable String dispute;

    @Option(
            names = "--take-reveal-window",
            paramLabel = "FROM..TO",
            description = "what you take of others' offers (default a sixth to six times of your own)")
    private @Nullable String takesReveal;

    @Option(names = "--take-dispute-window", paramLabel = "FROM..TO", description = "likewise")
    private @Nullable String takesDispute;

    @Option(
            names = "--lock-after",
            paramLabel = "LENGTH",
            description = "the wallet locks by itself so long after it was unlocked, such as 30m, 12h, or never"
                    + " (default 12h; never with --passphrase-file)")
    private @Nullable String lockAfter;

    @Mixin
    private NetworkOptions network;

    @Option(names = "--light-seal", hidden = true)
    private boolean lightSeal;

    Settings settings(DataDirectory directory) {
        Long id = chainId;
        return new Settings(
                directory,
                rpc.stream().filter(url -> !url.isBlank()).map(UpOptions::uri).toList(),
                id == null ? OptionalLong.empty() : OptionalLong.of(id),
                http,
                HostPort.parse(p2p),
                bootstrap.stream()
                        .filter(text -> !text.isBlank())
                        .map(HostPort::parse)
                        .toList(),
                unaudited,
                SaleWindows.of(reveal, dispute, takesReveal, takesDispute),
                lightSeal,
                lockAfter(),
                network.settings(),
                new PublicAddress(HostPort.parse(publicSide), Optional.ofNullable(publicUrl)));
    }

    /** A file that unlocks it again would make locking a show, and a seller's node that stops at night a surprise. */
    private Optional<Duration> lockAfter() {
        String length = lockAfter;
        if (length == null) {
            return passphraseFile == null ? Optional.of(Vault.DEFAULT_LOCK) : Optional.empty();
        }
        return length.strip().equals("never") ? Optional.empty() : Optional.of(Lengths.parse("--lock-after", length));
    }

    @Nullable
    Path passphraseFile() {
        return passphraseFile;
    }

    static URI uri(String text) {
        try {
            return URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "--rpc is not an address: " + e.getMessage(), e);
        }
    }
}
