package org.pluspeer.node.sale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.Keystream;
import org.pluspeer.wallet.eth.Amount;

/** Two whole peers over an in-memory chain and network, and what can be asked of them. */
abstract class SaleScene {
    static final int SIZE = 700_001;
    static final Conduct CHEAT = new Conduct() {
        @Override
        public void encrypt(Keystream stream, ContentShape shape, long index, byte[] bytes, int from) {
            stream.apply(index, bytes, from, shape.blockLength(index));
            bytes[from] ^= (byte) (index == 200 ? 1 : 0);
        }
    };
    static final Conduct SILENT = new Conduct() {
        @Override
        public boolean handsOverKey() {
            return false;
        }

        @Override
        public boolean reveals() {
            return false;
        }
    };
    static final Conduct SLOW = new Conduct() {
        @Override
        public boolean handsOverKey() {
            return false;
        }
    };

    @TempDir
    Path home;

    static PurchaseView purchase(FakeMarket market) {
        return market.buyer.room().purchases().list().purchases().getFirst();
    }

    static SaleView sale(FakeMarket market) {
        return market.seller.room().sales().list().sales().getFirst();
    }

    /** The owner asks and says yes, however often the peers die meanwhile. */
    static void buy(FakeMarket market) {
        Thread.ofVirtual().start(() -> {
            while (true) {
                try {
                    PurchaseDesk desk = market.buyer.room().purchases();
                    PurchaseView view = desk.request(market.listingId, "key");
                    if (view.state().equals("offered")) {
                        desk.approve(view.id().hex(), FakeMarket.PRICE);
                    }
                    if (!view.state().equals("requested")) {
                        return;
                    }
                } catch (RuntimeException e) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        });
    }

    static boolean isIn(FakeMarket market, String purchase, String sale) {
        return !market.buyer.room().purchases().list().purchases().isEmpty()
                && purchase(market).state().equals(purchase)
                && sale(market).state().equals(sale);
    }

    List<Path> downloads() throws IOException {
        try (var files = Files.list(home.resolve("buyer/downloads"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    void assertDelivered(FakeMarket market) throws IOException {
        PurchaseView.FileView file = Objects.requireNonNull(purchase(market).file());
        assertArrayEquals(market.content, Files.readAllBytes(Path.of(file.path())));
        assertEquals("strikes.csv", file.name());
        assertEquals(
                home.resolve("buyer/downloads").toAbsolutePath(),
                Path.of(file.path()).getParent());
        assertEquals(1, downloads().size());
        assertEquals(Amount.of(6_000_000), market.chain.wallet(market.buyer.account(), FakeChain.TOKEN));
        assertEquals(Amount.ZERO, market.chain.ledger(market.buyer.account(), FakeChain.TOKEN));
        assertEquals(
                Amount.of(14_000_000),
                market.chain
                        .wallet(market.seller.account(), FakeChain.TOKEN)
                        .plus(market.chain.ledger(market.seller.account(), FakeChain.TOKEN)));
    }

    Path cipherFile() throws IOException {
        return parts().stream()
                .filter(file -> !file.toString().endsWith(".map"))
                .findFirst()
                .orElseThrow();
    }

    /** What was fetched and not opened. */
    List<Path> parts() throws IOException {
        try (var files = Files.list(home.resolve("buyer/blobs/parts"))) {
            return files.toList();
        }
    }
}
