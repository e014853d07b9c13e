package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.wallet.eth.Amount;

/** A payer whose directory is put back to an older copy signs nothing below what it signed once. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RestoredChannelIT {
    @TempDir
    private Path root;

    @Test
    void anOldCopySignsNothingUntilThePayeeHasShownWhatItHolds() throws IOException {
        try (LocalChain chain = Anvils.start(root.resolve("chain"));
                Backend backend = Backend.start()) {
            TestNode.Setting selling = TestNode.Setting.honest(root.resolve("seller"), chain.url());
            TestNode seller = TestNode.start(selling);
            TestNode.Setting buying =
                    TestNode.Setting.honest(root.resolve("buyer"), chain.url()).knowing(seller);
            TestNode buyer = TestNode.start(buying);
            Amount coin = Amount.parseDecimal("10", 18);
            chain.play().give(seller.account(), coin, Amount.ZERO);
            chain.play().give(buyer.account(), coin, Amount.parseDecimal("100", 6));
            String listing = PeerCalls.sell(seller, backend).path("listing").asText();
            String id = PeerCalls.open(seller, buyer, listing, 100 * PeerCalls.PRICE);
            PeerCalls.call(buyer, listing, "first");
            buyer.close();
            copy(root.resolve("buyer"), root.resolve("old"));
            buyer = TestNode.start(buying);
            for (int i = 0; i < 5; i++) {
                callOnceOpen(buyer, id, listing, "second-" + i);
            }
            buyer.close();
            seller.close();
            Files.move(root.resolve("buyer"), root.resolve("gone"));
            Files.move(root.resolve("old"), root.resolve("buyer"));

            buyer = TestNode.start(buying);
            TestNode restored = buyer;
            buyer.until("/channels/" + id, found -> found.path("state").asText().equals("asking"));
            assertEquals(
                    Problem.Code.CHANNEL_IN_DOUBT,
                    assertThrows(ProblemException.class, () -> PeerCalls.call(restored, listing, "too-soon"))
                            .problem()
                            .code());
            assertEquals(PeerCalls.PRICE, PeerCalls.moved(buyer, id), "all that the old copy knows of");
            buyer.close();

            seller = TestNode.start(selling);
            buyer = TestNode.start(
                    TestNode.Setting.honest(root.resolve("buyer"), chain.url()).knowing(seller));
            callOnceOpen(buyer, id, listing, "third");
            assertEquals(7 * PeerCalls.PRICE, PeerCalls.moved(buyer, id), "above what it had forgotten");
            assertEquals(7, backend.log().size());
            seller.until("/channels/" + id, found -> found.path("moved").asLong() == 7 * PeerCalls.PRICE);
            buyer.close();
            seller.close();
        }
    }

    private static void callOnceOpen(TestNode buyer, String id, String listing, String key) {
        buyer.until("/channels/" + id, found -> found.path("state").asText().equals("open"));
        assertEquals(200, PeerCalls.call(buyer, listing, key).path("status").asInt());
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes its) throws IOException {
                Files.copy(directory, to.resolve(from.relativize(directory)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes its) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
