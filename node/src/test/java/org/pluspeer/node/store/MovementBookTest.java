package org.pluspeer.node.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Movements out of changes, by sequence; what is held is always the sum of what moved. */
class MovementBookTest {
    private static final Address ME = Address.parse("0x00000000000000000000000000000000000000e1");
    private static final Address ANN = Address.parse("0x00000000000000000000000000000000000000aa");
    private static final Address DOLLAR = Address.parse("0x00000000000000000000000000000000000000d0");
    private static final Address COIN = Address.ZERO;

    private final Store store;

    MovementBookTest(@TempDir Path directory) {
        store = Store.open(DatabaseUrl.embedded(directory.resolve("store")), List.of());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Hash32 hash(int n) {
        byte[] bytes = new byte[32];
        bytes[30] = (byte) (n >> 8);
        bytes[31] = (byte) n;
        return Hash32.of(bytes);
    }

    private void apply(MovementChange... changes) {
        store.database().write(in -> {
            for (MovementChange change : changes) {
                MovementBook.apply(change, in);
            }
            return true;
        });
    }

    private Movement get(String id) {
        return new MovementStore(store.database()).get(id).orElseThrow();
    }

    private BigInteger held(Address token) {
        return new MovementStore(store.database())
                .holdings().stream()
                        .filter(held -> held.token().equals(token))
                        .map(MovementStore.Holding::amount)
                        .findFirst()
                        .orElse(BigInteger.ZERO);
    }

    private static MovementChange.Planned pay(String id, Address token, long amount, int hash) {
        return new MovementChange.Planned(id, 10, ME, "transfer", token, Amount.of(amount), ANN, null, hash(hash));
    }

    private static MovementChange.Mined mined(String id, int hash, long moved, long block) {
        return new MovementChange.Mined(id, hash(hash), 20, block, Movement.State.DONE, Amount.of(moved), Amount.of(3));
    }

    private static MovementChange.Moved moved(Address token, long amount, boolean in, int hash, long block) {
        return new MovementChange.Moved(
                "log/" + hash + "/" + in,
                20,
                ME,
                "wallet",
                in ? "received" : "sent",
                token,
                Amount.of(amount),
                in,
                ANN,
                hash(hash),
                null,
                block);
    }

    private static MovementChange.Moved opening(Address token, long amount) {
        return new MovementChange.Moved(
                "opening/" + token, 5, ME, "wallet", "opening", token, Amount.of(amount), true, null, null, null, 1);
    }

    @Test
    void coinThatIsSentLeavesWithItsFee() {
        apply(opening(COIN, 100), pay("tx:a", COIN, 40, 1));
        assertNull(get("tx:a").balance());
        apply(mined("tx:a", 1, 40, 2));
        assertEquals(BigInteger.valueOf(57), get("tx:a").balance());
        assertEquals(BigInteger.valueOf(57), held(COIN));
        apply(mined("tx:a", 1, 40, 2));
        assertEquals(BigInteger.valueOf(57), held(COIN), "told twice is counted once");
    }

    @Test
    void aTokensOwnEventIsTheSameMovementAsOurPayment() {
        apply(opening(COIN, 100), opening(DOLLAR, 50), pay("tx:a", DOLLAR, 20, 1));
        apply(mined("tx:a", 1, 0, 2), moved(DOLLAR, 20, false, 1, 2));
        Movement row = get("tx:a");
        assertEquals(BigInteger.valueOf(30), row.balance());
        assertEquals(DOLLAR, row.token());
        assertEquals(BigInteger.valueOf(97), held(COIN));
        assertEquals(3, all().size());
    }

    private List<Movement> all() {
        return new MovementStore(store.database())
                .newest(100, Optional.empty(), MovementStore.Filter.NONE)
                .items();
    }

    @Test
    void anyHashThatAPaymentHadIsItsOwn() {
        apply(opening(COIN, 100), pay("tx:a", COIN, 40, 1), new MovementChange.Priced("tx:a", hash(2)));
        assertEquals(hash(2), get("tx:a").transaction());
        apply(mined("tx:a", 1, 40, 2));
        assertEquals(hash(1), get("tx:a").transaction());
    }

    @Test
    void whatAReorganisationUndidIsPendingAgainAndWhatOthersSentIsGone() {
        apply(opening(COIN, 100), opening(DOLLAR, 50), pay("tx:a", COIN, 40, 1), pay("tx:w", COIN, 0, 7));
        apply(
                mined("tx:a", 1, 40, 5),
                mined("tx:w", 7, 0, 5),
                moved(DOLLAR, 9, true, 7, 5),
                moved(DOLLAR, 8, true, 8, 6));
        assertEquals(BigInteger.valueOf(67), held(DOLLAR));
        assertEquals(DOLLAR, get("tx:w").token());
        apply(new MovementChange.Undone(5));
        assertEquals(BigInteger.valueOf(100), held(COIN));
        assertEquals(BigInteger.valueOf(50), held(DOLLAR));
        assertEquals(Movement.State.PENDING, get("tx:a").state());
        assertEquals(COIN, get("tx:w").token());
        assertEquals(4, all().size());
        apply(mined("tx:a", 1, 40, 7));
        assertEquals(BigInteger.valueOf(57), held(COIN));
    }

    @Test
    void whatWasCalledBackCostsItsFeeAlone() {
        apply(opening(COIN, 100), pay("tx:a", COIN, 40, 1), new MovementChange.Priced("tx:a", hash(2)));
        apply(new MovementChange.Mined("tx:a", hash(2), 20, 2, Movement.State.REPLACED, Amount.ZERO, Amount.of(3)));
        apply(new MovementChange.Ended("tx:a", Movement.State.REPLACED, "You called it back."));
        assertEquals(BigInteger.valueOf(97), held(COIN));
        assertEquals(BigInteger.valueOf(97), get("tx:a").balance());
        assertEquals(Movement.State.REPLACED, get("tx:a").state());
        assertEquals(Amount.of(40), get("tx:a").amount(), "what was not sent is still named");
    }

    /** Whatever comes in whatever order, what is held is the sum of what counts. */
    @Test
    void whatIsHeldIsTheSumOfWhatMoved() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            apply(new MovementChange.Undone(0));
            int hash = 1000 * (seed + 1);
            long block = 1;
            for (int i = 0; i < 60; i++) {
                String id = "tx:" + seed + "/" + random.nextInt(12);
                Address token = random.nextBoolean() ? COIN : DOLLAR;
                switch (random.nextInt(6)) {
                    case 0 -> apply(pay(id, token, random.nextInt(50), ++hash));
                    case 1 -> apply(new MovementChange.Priced(id, hash(++hash)));
                    case 2 -> apply(mined(id, hash, token.isZero() ? random.nextInt(50) : 0, ++block));
                    case 3 -> apply(moved(token, 1 + random.nextInt(50), random.nextBoolean(), hash, ++block));
                    case 4 -> apply(moved(token, 1 + random.nextInt(50), random.nextBoolean(), ++hash, ++block));
                    default -> {
                        if (random.nextInt(4) == 0) {
                            apply(new MovementChange.Undone(Math.max(1, block - random.nextInt(5))));
                        }
                    }
                }
                assertHeldIsTheSum("seed " + seed + ", step " + i);
            }
        }
    }

    private void assertHeldIsTheSum(String when) {
        BigInteger coin = BigInteger.ZERO;
        BigInteger dollars = BigInteger.ZERO;
        for (Movement row : new MovementStore(store.database())
                .newest(10_000, Optional.empty(), MovementStore.Filter.NONE)
                .items()) {
            Amount fee = row.gasFee();
            coin = fee == null ? coin : coin.subtract(fee.units());
            if (row.counted() && row.token().isZero()) {
                coin = coin.add(row.signed());
            } else if (row.counted()) {
                dollars = dollars.add(row.signed());
            }
        }
        assertEquals(coin, held(COIN), when);
        assertEquals(dollars, held(DOLLAR), when);
    }
}
