package org.pluspeer.node.sale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pluspeer.market.sale.How;
import org.pluspeer.market.sale.PaymentMethod;

/** Kills one side after each of its turns: the sale ends as if nothing had been. */
class SaleDeathTest extends SaleScene {
    /** How a sale must end with each kind of seller, whoever dies on the way. */
    @SuppressWarnings("ImmutableEnumChecker") // a conduct holds nothing
    enum Plot {
        HONEST(Conduct.HONEST, 1, "delivered", "released", How.RELEASED),
        CHEATING(CHEAT, 1, "refunded", "complained", How.COMPLAINED),
        SILENT_SELLER(SILENT, 200, "refunded", "refunded", How.REFUNDED);

        private final Conduct conduct;
        private final int blockTime;
        private final String purchase;
        private final String sale;
        private final How how;

        Plot(Conduct conduct, int blockTime, String purchase, String sale, How how) {
            this.conduct = conduct;
            this.blockTime = blockTime;
            this.purchase = purchase;
            this.sale = sale;
            this.how = how;
        }
    }

    private record Turns(int buyer, int seller) {}

    private final Set<String> bought = new TreeSet<>();
    private final Set<String> sold = new TreeSet<>();

    /** Counts the turns of both sides in one undisturbed sale, then kills one side after each of them. */
    @ParameterizedTest
    @EnumSource
    void whichever_turn_a_side_dies_after_the_end_is_the_same(Plot plot) throws IOException {
        Turns turns = play(plot, Integer.MAX_VALUE, Integer.MAX_VALUE);
        for (int turn = 1; turn <= turns.buyer(); turn++) {
            play(plot, turn, Integer.MAX_VALUE);
        }
        for (int turn = 1; turn <= turns.seller(); turn++) {
            play(plot, Integer.MAX_VALUE, turn);
        }
        Set<String> expected = new TreeSet<>(Set.of(
                "Requested", "OfferTaken", "Approved", "CiphertextChecked", "PaymentStarted", "Reported", "ChainSaid"));
        switch (plot) {
            case HONEST -> expected.addAll(Set.of("KeyLearned", "Delivered"));
            case CHEATING -> expected.addAll(Set.of("KeyLearned", "FaultFound"));
            case SILENT_SELLER -> expected.add("TimePassed");
        }
        assertTrue(bought.containsAll(expected), bought::toString);
        assertTrue(
                sold.containsAll(Set.of("Prepared", "BondSecured", "OfferSigned", "ChainSaid", "TimePassed")),
                sold::toString);
    }

    private Turns play(Plot plot, int buyerDies, int sellerDies) throws IOException {
        Path place = Files.createDirectories(home.resolve(plot + "-" + buyerDies + "-" + sellerDies));
        try (FakeMarket market = new FakeMarket(place, plot.conduct, PaymentMethod.ALLOWANCE, 500_001)) {
            market.buyer.dieAfter = buyerDies;
            market.seller.dieAfter = sellerDies;
            buy(market);
            market.until(() -> isIn(market, "paid", "accepted") || market.chain.wasAccepted());
            market.blockTime = plot.blockTime;
            market.until(() -> isIn(market, plot.purchase, plot.sale));
            assertEquals(List.of(plot.how), market.chain.ends());
            PurchaseView.FileView file = purchase(market).file();
            if (plot == Plot.HONEST) {
                assertArrayEquals(
                        market.content,
                        Files.readAllBytes(Path.of(Objects.requireNonNull(file).path())));
            } else {
                assertNull(file);
            }
            PurchaseDesk purchases = market.buyer.room().purchases();
            purchases.events(purchase(market).id().hex()).forEach(event -> bought.add(name(event)));
            market.seller.room().sales().events(sale(market).id().hex()).forEach(event -> sold.add(name(event)));
            return new Turns(market.buyer.turns.get(), market.seller.turns.get());
        }
    }

    private static String name(Object event) {
        return event.getClass().getSimpleName();
    }
}
