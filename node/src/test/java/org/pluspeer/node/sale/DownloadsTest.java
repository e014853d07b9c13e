package org.pluspeer.node.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pluspeer.market.content.Sha256;
import org.pluspeer.market.sale.Delivery;
import org.pluspeer.wallet.eth.Hash32;

class DownloadsTest {
    private static final Hash32 OFFER = Hash32.of(FakeChain.bytes(32, 1));

    @TempDir
    Path home;

    private Downloads downloads = new Downloads(Path.of("unset"));

    @BeforeEach
    void open() {
        downloads = new Downloads(home.resolve("downloads"));
    }

    private Delivery deliver(String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return downloads.place(downloads.fill(OFFER, out -> out.write(bytes)), name, Sha256.hash(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "strikes.csv, strikes.csv",
        "../../etc/passwd, passwd",
        "C:\\evil\\name.txt, name.txt",
        "..., content",
        ".bashrc, bashrc",
        "a<b>|c.txt, a_b__c.txt",
        "Größe 1 (neu).csv, Größe 1 (neu).csv",
        "con, content"
    })
    void a_strangers_file_name_becomes_a_harmless_one(String wished, String name) {
        assertEquals(name, Downloads.plain(wished));
    }

    @Test
    void a_name_of_nothing_or_without_end_is_usable() {
        assertEquals("content", Downloads.plain(""));
        assertEquals(120, Downloads.plain("x".repeat(500)).length());
    }

    @Test
    void a_second_file_of_the_same_name_gets_a_number() throws Exception {
        assertEquals("a.csv", deliver("a.csv", "one").name());
        assertEquals("a (2).csv", deliver("a.csv", "two").name());
        assertEquals("one", Files.readString(home.resolve("downloads/a.csv")));
        assertEquals("two", Files.readString(home.resolve("downloads/a (2).csv")));
    }

    @Test
    void the_same_file_again_is_the_same_file() throws Exception {
        deliver("a.csv", "one");
        assertEquals("a.csv", deliver("a.csv", "one").name());
        try (var files = Files.list(home.resolve("downloads"))) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void what_is_dropped_leaves_nothing() throws Exception {
        Path unfinished = downloads.fill(OFFER, out -> out.write(1));
        downloads.drop(unfinished);
        assertFalse(Files.exists(unfinished));
    }
}
