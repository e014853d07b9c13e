package org.pluspeer.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pluspeer.node.chain.Checkout;
import org.pluspeer.wallet.policy.Purpose;
import org.pluspeer.wallet.policy.Rule;

/** The page has words for each code of the closed lists that it shows. */
class PageWordsTest {
    @Test
    void everyPurposeAndRuleHasWords() throws IOException {
        String words = Files.readString(Checkout.root().resolve("ui/src/lib/words/consent.ts"));
        List<String> missing = Stream.concat(
                        Arrays.stream(Purpose.values()).map(purpose -> "purpose." + purpose.name()),
                        Arrays.stream(Rule.values()).map(rule -> "rule." + rule.name()))
                .map(key -> "'" + key.toLowerCase(Locale.ROOT) + "': '")
                .filter(key -> !words.contains(key))
                .toList();
        assertEquals(List.of(), missing);
    }
}
