package org.pluspeer.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class PeerCommandTest {
    @ParameterizedTest
    @CsvSource({
        "loop, loop show",
        "loop --json --data-dir x, loop show --json --data-dir x",
        "wallet --json, wallet balance --json",
        "channel, channel list",
        "channel list --json, channel list --json",
        "channel open, channel open",
        "channel --help, channel --help",
        "keep, keep",
        "seed --json, seed --json",
        "sell api, sell api",
        "contracts, contracts",
        "nonsense, nonsense",
        "status, status",
        "--help, --help",
    })
    void aGroupAloneMeansItsListing(String typed, String meant) {
        String[] whole = PeerCommand.withListing(new CommandLine(new PeerCommand()), typed.split(" ", -1));
        assertEquals(meant, String.join(" ", List.of(whole)));
    }
}
