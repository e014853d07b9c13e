package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** A wallet's whole life on the page: made, backed up, spent from, asked for more, locked, and taken up elsewhere. */
@Timeout(600)
class WalletBrowserIT {
    private static final String PASSPHRASE = "what only the owner knows";
    private static final String FRIEND = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

    @Test
    void aWalletIsMadeBackedUpSpentFromLockedAndTakenUpElsewhere(@TempDir Path directory) throws Exception {
        BrowserScript browser = new BrowserScript(directory);
        Path backup = directory.resolve("saved.peer");
        try (LocalChain chain = Anvils.start(directory.resolve("chain"))) {
            JsonNode made;
            try (WaitingNode node = new WaitingNode(directory.resolve("first"), chain.url())) {
                made = browser.run("wallet.mjs", "create", node.api().page(), PASSPHRASE);
                assertQuiet(made);
                assertEquals(12, made.path("words").size());
                assertTrue(made.path("refused").asText().contains("Is my money safe?"), made.toString());
                Address account = Address.parse(made.path("account").asText());
                chain.play().give(account, Amount.parseDecimal("10", 18), Amount.parseDecimal("100", 6));
                JsonNode spent = browser.run(
                        "wallet.mjs",
                        "spend",
                        node.api().page(),
                        chain.url().toString(),
                        PASSPHRASE,
                        FRIEND,
                        backup.toString());
                assertQuiet(spent);
                assertSpent(spent);
            }
            try (WaitingNode other = new WaitingNode(directory.resolve("second"), chain.url())) {
                String words = String.join(" ", BrowserScript.texts(made.path("words")));
                JsonNode restored = browser.run(
                        "wallet.mjs", "restore", other.api().page(), "another passphrase", words, backup.toString());
                assertQuiet(restored);
                assertTrue(restored.path("refused").asText().contains("word 2"), restored.toString());
                assertEquals(
                        made.path("account").asText(), restored.path("account").asText());
            }
        }
    }

    /** Paid by the owner 1.25 and 1.00, by the program 0.50 in its budget and 2.50 that was approved; 7.00 called back. */
    private static void assertSpent(JsonNode spent) {
        assertEquals("done", spent.path("within").path("state").asText(), spent.toString());
        assertEquals("waiting", spent.path("over").path("state").asText(), spent.toString());
        String approval = spent.path("approval").asText();
        for (String words : List.of("Weather bot", "2.50", "Anna", "Network fee", "2.50 PLAY in one payment")) {
            assertTrue(approval.contains(words), words + " is not said in " + approval);
        }
        String books = spent.path("books").asText();
        assertTrue(books.startsWith("The books and the chain agree"), books);
        assertEquals("3.75", spent.path("picture").asText());
        assertEquals("5250000", spent.path("friend").asText());
    }

    private static void assertQuiet(JsonNode seen) {
        assertEquals(List.of(), BrowserScript.texts(seen.path("complaints")));
    }
}
