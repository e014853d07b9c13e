package org.pluspeer.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pluspeer.market.sale.BuyerTerms;
import org.pluspeer.market.sale.SellerTerms;
import org.pluspeer.node.BandwidthSettings;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.NetworkSettings;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.Settings;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.sale.SaleSettings;
import org.pluspeer.node.sale.SaleWindows;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.MalformedException;
import picocli.CommandLine;

class ConfigFileTest {
    private final Path directory;

    ConfigFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private Path written(String toml) throws IOException {
        return Files.writeString(directory.resolve("peer.toml"), toml);
    }

    @CommandLine.Command
    private static final class Bare {}

    private Settings settings(Map<String, String> environment, Path file, String... arguments) {
        UpOptions options = new UpOptions();
        CommandLine line = new CommandLine(new Bare());
        line.addMixin("up", options);
        line.setDefaultValueProvider(ConfigFile.of(environment, file));
        line.parseArgs(arguments);
        return options.settings(new DataDirectory(directory));
    }

    @Test
    void flagsWinOverTheEnvironmentAndThatOverTheFileAndThatOverWhatIsUsual() throws IOException {
        Path file = written("http = 1111\np2p = \"127.0.0.1:2222\"\nchain-id = 5\n");
        Map<String, String> environment = Map.of("PEER_HTTP", "3333", "PEER_P2P", "127.0.0.1:4444");
        Settings settings = settings(environment, file, "--http", "5555");
        assertEquals(5555, settings.httpPort());
        assertEquals(HostPort.parse("127.0.0.1:4444"), settings.p2p());
        assertEquals(OptionalLong.of(5), settings.chainId());
        assertEquals(1111, settings(Map.of(), file).httpPort());
    }

    @Test
    void windowsAreSettings() throws IOException {
        Path file = written("reveal-window = \"2d\"\ntake-dispute-window = \"12h..14d\"\n");
        SaleWindows windows =
                settings(Map.of("PEER_DISPUTE_WINDOW", "7d"), file).windows();
        assertEquals(2 * 86_400, windows.reveal());
        assertEquals(7 * 86_400, windows.dispute());
        assertEquals(new SaleWindows.Range(28_800, 12 * 86_400), windows.takesReveal());
        assertEquals(new SaleWindows.Range(43_200, 14 * 86_400), windows.takesDispute());
        BuyerTerms buying = SaleSettings.with(windows).buying(Amount.of(100));
        assertEquals(List.of(28_800, 12 * 86_400), List.of(buying.minReveal(), buying.maxReveal()));
        assertEquals(List.of(43_200, 14 * 86_400), List.of(buying.minDispute(), buying.maxDispute()));
        SellerTerms selling = SaleSettings.with(windows).selling(Amount.of(100));
        assertEquals(List.of(2 * 86_400, 7 * 86_400), List.of(selling.revealWindow(), selling.disputeWindow()));
    }

    @ParameterizedTest
    @CsvSource({
        "--reveal-window, 9m",
        "--reveal-window, 31d",
        "--dispute-window, a day",
        "--dispute-window, -1h",
        "--dispute-window, 999999999d",
        "--take-reveal-window, 1h",
        "--take-reveal-window, 2h..1h",
        "--take-dispute-window, 5m..1d",
        "--take-dispute-window, 1d..31d"
    })
    void windowsThatCannotBeAreRefused(String option, String value) {
        Path none = directory.resolve("none");
        ProblemException refused =
                assertThrows(ProblemException.class, () -> settings(Map.of(), none, option + "=" + value));
        assertEquals(Problem.Code.BAD_REQUEST, refused.problem().code());
        assertTrue(
                refused.problem().detail().startsWith(option), refused.problem().detail());
    }

    @Test
    void withoutAnyOfThemAllIsAsUsual() {
        Settings settings = settings(Map.of(), directory.resolve("none.toml"));
        assertEquals(Settings.DEFAULT_HTTP_PORT, settings.httpPort());
        assertEquals(new HostPort("0.0.0.0", Settings.DEFAULT_P2P_PORT), settings.p2p());
        assertEquals(List.of(), settings.rpc());
        assertEquals(List.of(), settings.bootstrap());
        assertTrue(!settings.unaudited());
    }

    @Test
    void whatTheNetworkMayCostIsASetting() throws IOException {
        Path file = written("port-mapping = \"off\"\nupload = \"500k\"\nmax-links = 16\n");
        NetworkSettings network = settings(
                        Map.of("PEER_DOWNLOAD", "2M"), file, "--max-listings", "5000", "--listing-space", "500M")
                .network();
        assertEquals(
                new NetworkSettings(
                        false,
                        true,
                        16,
                        8,
                        16,
                        500_000,
                        2_000_000,
                        8_000_000,
                        0,
                        5000,
                        500_000_000,
                        100_000_000_000L,
                        BandwidthSettings.USUAL),
                network);
        Path none = directory.resolve("none.toml");
        assertEquals(NetworkSettings.USUAL, settings(Map.of(), none).network());
        assertThrows(ProblemException.class, () -> settings(Map.of(), none, "--upload", "10"));
        assertThrows(ProblemException.class, () -> settings(Map.of(), none, "--upload", "0"));
        assertThrows(ProblemException.class, () -> settings(Map.of(), none, "--listing-space", "unlimited"));
        assertThrows(ProblemException.class, () -> settings(Map.of(), none, "--seed-space", "9M"));
        assertThrows(ProblemException.class, () -> settings(Map.of(), none, "--download", "5 MB"));
        assertThrows(ProblemException.class, () -> settings(Map.of(), none, "--lan-discovery", "maybe"));
        assertThrows(ProblemException.class, () -> settings(Map.of(), none, "--max-links", "0"));
        assertThrows(ProblemException.class, () -> settings(Map.of(), none, "--max-listings", "-1"));
    }

    @Test
    void listsAndYesesAreReadFromTheFileToo() throws IOException {
        Path file = written("bootstrap = [\"a.example:1\", \"b.example:2\"]\nunaudited = true\n"
                + "rpc = \"http://127.0.0.1:8545\"\n");
        Settings settings = settings(Map.of(), file);
        assertEquals(List.of(HostPort.parse("a.example:1"), HostPort.parse("b.example:2")), settings.bootstrap());
        assertTrue(settings.unaudited());
        assertEquals(List.of(URI.create("http://127.0.0.1:8545")), settings.rpc());
    }

    @Test
    void severalEndpointsKeepTheirOrderHoweverTheyAreGiven() throws IOException {
        URI own = URI.create("ws://127.0.0.1:8546");
        URI rented = URI.create("https://rpc.example/v3/key");
        List<URI> both = List.of(own, rented);
        Path none = directory.resolve("none.toml");
        assertEquals(both, settings(Map.of(), none, "--rpc", own + "," + rented).rpc());
        assertEquals(
                both,
                settings(Map.of(), none, "--rpc", own + "", "--rpc", rented + "")
                        .rpc());
        assertEquals(
                both, settings(Map.of("PEER_RPC", own + ", " + rented), none).rpc());
        assertEquals(
                both,
                settings(Map.of(), written("rpc = [\"" + own + "\", \"" + rented + "\"]\n"))
                        .rpc());
        assertThrows(ProblemException.class, () -> settings(Map.of(), none, "--rpc", own + "," + own));
    }

    @Test
    void anUnknownNameIsAnErrorThatNamesTheNearest() throws IOException {
        ProblemException refused = assertThrows(
                ProblemException.class, () -> ConfigFile.of(Map.of(), written("bootsrap = \"a.example:1\"\n")));
        assertEquals(Problem.Code.BAD_REQUEST, refused.problem().code());
        assertTrue(
                refused.problem().detail().contains("did you mean bootstrap?"),
                refused.problem().detail());
    }

    @Test
    void whatIsNoTomlSaysInWhichLine() throws IOException {
        ProblemException refused =
                assertThrows(ProblemException.class, () -> ConfigFile.of(Map.of(), written("http = 1\nrpc = = 2\n")));
        assertEquals(2, refused.problem().code().exit());
        assertTrue(
                refused.problem().detail().contains("line 2"), refused.problem().detail());
    }

    @Test
    void valuesThatCannotBeAreRefusedBeforeAnythingStarts() {
        Path none = directory.resolve("none.toml");
        assertThrows(ProblemException.class, () -> settings(Map.of(), none, "--http", "65536"));
        assertThrows(ProblemException.class, () -> settings(Map.of(), none, "--http", "-1"));
        assertThrows(ProblemException.class, () -> settings(Map.of(), none, "--rpc", "ftp://example"));
        assertThrows(ProblemException.class, () -> settings(Map.of(), none, "--rpc", "http:///nohost"));
        assertThrows(ProblemException.class, () -> settings(Map.of(), none, "--rpc", "not an address"));
        assertThrows(MalformedException.class, () -> settings(Map.of(), none, "--p2p", "nowhere"));
        assertThrows(CommandLine.ParameterException.class, () -> settings(Map.of("PEER_HTTP", "many"), none));
    }
}
