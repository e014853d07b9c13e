package org.pluspeer.node.sale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.Keystream;
import org.pluspeer.market.content.Mask;
import org.pluspeer.market.content.RunHasher;
import org.pluspeer.market.sale.How;
import org.pluspeer.market.sale.PaymentMethod;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Sales of one ciphertext that all buyers share, in masked mode. */
class SharedCipherTest {
    private static final int SIZE = 600_001;

    @TempDir
    Path home;

    private FakeMarket market(Conduct conduct) {
        return new FakeMarket(home, conduct, PaymentMethod.AUTHORIZATION, SIZE, true);
    }

    private static void buy(FakeMarket market) {
        SaleScene.buy(market);
        market.until(() -> !market.buyer.room().purchases().list().purchases().isEmpty()
                && !Set.of("requested", "offered").contains(purchase(market).state()));
    }

    private static PurchaseView purchase(FakeMarket market) {
        return market.buyer.room().purchases().list().purchases().getFirst();
    }

    private static boolean isIn(FakeMarket market, String bought, String sold) {
        String sale = market.seller.room().sales().list().sales().getFirst().state();
        return purchase(market).state().equals(bought) && sale.equals(sold);
    }

    private static void assertDelivered(FakeMarket market) throws IOException {
        String path = Objects.requireNonNull(purchase(market).file()).path();
        assertArrayEquals(market.content, Files.readAllBytes(Path.of(path)));
    }

    @Test
    void isBoughtLikeAnyOtherThoughTheBuyerDiesOnTheWay() throws IOException {
        try (FakeMarket market = market(Conduct.HONEST)) {
            market.buyer.dieAfter = 3;
            buy(market);
            market.until(() -> isIn(market, "delivered", "released"));
            assertDelivered(market);
            assertEquals(List.of(How.RELEASED), market.chain.ends());
        }
    }

    @Test
    void aKeyThatIsOnlyRevealedIsUnmasked() throws IOException {
        Conduct silent = new Conduct() {
            @Override
            public boolean handsOverKey() {
                return false;
            }
        };
        try (FakeMarket market = market(silent)) {
            buy(market);
            market.blockTime = 120;
            market.until(() -> purchase(market).state().equals("delivered"));
            assertDelivered(market);
        }
    }

    @Test
    void whatUnmasksNothingIsShownToTheChainAndPriceAndBondComeBack() {
        Conduct garbage = new Conduct() {
            @Override
            public boolean handsOverKey() {
                return false;
            }

            @Override
            public Hash32 cover(Mask mask, ContentKey key, Hash32 offerId) {
                return Hash32.of(key.bytes());
            }
        };
        try (FakeMarket market = market(garbage)) {
            buy(market);
            market.blockTime = 120;
            market.until(() -> isIn(market, "refunded", "complained"));
            assertEquals(List.of(How.COMPLAINED), market.chain.ends());
        }
    }

    @Test
    void aWrongBlockIsShownToTheChain() {
        Conduct cheat = new Conduct() {
            @Override
            public void encrypt(Keystream stream, ContentShape shape, long index, byte[] bytes, int from) {
                stream.apply(index, bytes, from, shape.blockLength(index));
                bytes[from] ^= (byte) (index == 200 ? 1 : 0);
            }
        };
        try (FakeMarket market = market(cheat)) {
            buy(market);
            market.until(() -> isIn(market, "refunded", "complained"));
            assertEquals(List.of(How.COMPLAINED), market.chain.ends());
        }
    }

    @Test
    void anybodyMayFetchTheCiphertextAndTwoOffersHaveTheSameUnderMasksOfTheirOwn() {
        try (FakeMarket market = market(Conduct.HONEST)) {
            var stranger = new SalePeers.Caller(org.pluspeer.wallet.eth.Address.of(FakeChain.bytes(20, 9)), null);
            ContentShape shape = new ContentShape(SIZE, 2048);
            BlocksRequest question = BlocksRequest.of(market.listing.exchangeRoot(), shape, 2);
            CipherDesk ciphers = market.seller.room().sales().ciphers();
            BlocksReply reply = assertInstanceOf(BlocksReply.class, ciphers.answer(stranger, question));
            assertTrue(reply.answers(question, shape) && reply.holds(new RunHasher(shape), shape));
            assertEquals(
                    3,
                    Objects.requireNonNull(ciphers.holding(stranger, market.listing.exchangeRoot()))
                            .runs()
                            .cardinality());

            PurchaseDesk desk = market.buyer.room().purchases();
            desk.request(market.listingId, "one");
            desk.request(market.listingId, "two");
            market.until(() -> market.seller.room().sales().list().sales().size() == 2
                    && desk.list().purchases().stream()
                            .allMatch(each -> each.state().equals("offered")));
            List<Hash32> masks = market.seller.room().sales().stories().stream()
                    .map(story -> story.state().terms())
                    .peek(offer -> assertEquals(market.listing.exchangeRoot(), offer.exchangeRoot()))
                    .map(offer -> offer.maskHash())
                    .distinct()
                    .toList();
            assertEquals(2, masks.size());
            assertEquals(Amount.of(10_000_000), market.chain.wallet(market.buyer.account(), FakeChain.TOKEN));
        }
    }
}
