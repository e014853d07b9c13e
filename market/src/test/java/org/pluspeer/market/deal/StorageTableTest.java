package org.pluspeer.market.deal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.Vectors;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.MalformedException;

class StorageTableTest {
    private static final Address CLIENT = Address.parse("0x00000000000000000000000000000000000000c1");
    private static final Address PROVIDER = Address.parse("0x00000000000000000000000000000000000000d1");
    private static final long TIB = 1L << 40;

    private static StorageTable table(long perTib, long perEpoch, long collateral) {
        return new StorageTable(
                Address.ZERO,
                Amount.of(perTib),
                Amount.of(perEpoch),
                Amount.of(collateral),
                7168,
                1024,
                24 * 3600,
                1,
                2,
                2,
                TIB,
                104,
                null);
    }

    private static DealTerms terms(StorageTable table, long size, int epochs) {
        Replica replica = new Replica(Keccak.hash(new byte[] {1}), size);
        return table.terms(
                new StorageTable.Parties(CLIENT, PROVIDER, replica), epochs, 99, Hash32.ZERO, Keccak.hash(new byte[] {2
                }));
    }

    @Test
    void a_tib_for_thirty_days_costs_what_it_says() {
        assertEquals(
                Amount.of(3_000_000), terms(table(3_000_000, 0, 0), TIB, 30).price());
        assertEquals(
                Amount.of(3_000_300), terms(table(3_000_000, 10, 0), TIB, 30).price());
        assertEquals(Amount.of(1), table(3, 0, 0).pricePerEpoch(1), "rounded up");
        assertEquals(Amount.of(1), table(0, 0, 0).pricePerEpoch(1), "never nothing");
    }

    @Test
    void the_collateral_covers_every_penalty_and_one_more() {
        DealTerms small = terms(table(3_000_000, 10, 0), 1000, 30);
        assertEquals(small.penalty().times(3), small.collateral());
        assertEquals(Amount.of(500), terms(table(0, 1, 500), TIB, 30).collateral());
        assertEquals(0, terms(table(0, 1, 500), 10, 1).maxMissed(), "a short deal forgives less");
        assertEquals(1, terms(table(0, 1, 500), 10, 2).maxMissed());
    }

    @Test
    void terms_that_were_changed_are_not_of_the_table() {
        StorageTable table = table(3_000_000, 10, 500);
        DealTerms good = terms(table, 1 << 20, 30);
        assertTrue(table.gives(good));
        assertFalse(table(3_000_001, 11, 500).gives(good), "cheaper than asked");
        DealTerms bigger = new DealTerms(
                good.client(),
                good.provider(),
                good.token(),
                good.root(),
                good.size() + (1L << 39),
                good.epochs(),
                good.epochBlocks(),
                good.windowBlocks(),
                good.samples(),
                good.maxMissed(),
                good.pricePerEpoch(),
                good.collateral(),
                good.penalty(),
                good.repairCost(),
                good.acceptBy(),
                good.predecessor(),
                good.nonce());
        assertFalse(table.gives(bigger), "more bytes for the same price");
        assertFalse(table.covers(TIB + 1, 1));
        assertFalse(table.covers(1, 105));
    }

    @Test
    void seconds_become_epochs() {
        assertEquals(30, table(1, 1, 1).epochsFor(StorageTable.THIRTY_DAYS));
        assertEquals(1, table(1, 1, 1).epochsFor(1));
        assertEquals(2, table(1, 1, 1).epochsFor(24 * 3600 + 1));
    }

    @Test
    void it_is_written_in_one_way_with_a_price_for_having_it_back_only_where_there_is_one() {
        JsonNode vectors = Vectors.read("storage-table.json").path("tables");
        List<StorageTable> tables = List.of(table(3, 2, 1), charging(Amount.of(10_000)));
        assertEquals(vectors.size(), tables.size());
        for (int i = 0; i < tables.size(); i++) {
            StorageTable table = tables.get(i);
            assertEquals(vectors.path(i).path("canonical").asText(), new String(table.bytes(), StandardCharsets.UTF_8));
            for (JsonNode worth : vectors.path(i).path("retrieval")) {
                assertEquals(
                        worth.path("worth").asText(),
                        table.retrieval()
                                .inRequests(worth.path("bytes").asLong())
                                .toString());
            }
        }
        assertThrows(MalformedException.class, () -> charging(Amount.ZERO), "nothing is said by silence");
        assertThrows(MalformedException.class, () -> charging(new Amount(java.math.BigInteger.ONE.shiftLeft(90))));
    }

    private static StorageTable charging(@Nullable Amount perGib) {
        StorageTable free = table(3, 2, 1);
        return new StorageTable(
                free.token(),
                free.perTib30Days(),
                free.perEpoch(),
                free.collateralPerTib(),
                free.epochBlocks(),
                free.windowBlocks(),
                free.epochSeconds(),
                free.samples(),
                free.maxMissed(),
                free.penaltyPrices(),
                free.largest(),
                free.mostEpochs(),
                perGib);
    }

    @Test
    void it_is_bounded() {
        assertThrows(MalformedException.class, () -> table(1, 1, 1, 100));
        assertThrows(
                MalformedException.class,
                () -> new StorageTable(
                        Address.ZERO,
                        new Amount(java.math.BigInteger.ONE.shiftLeft(90)),
                        Amount.ZERO,
                        Amount.ZERO,
                        256,
                        128,
                        1,
                        1,
                        0,
                        0,
                        1,
                        1,
                        null));
    }

    private static StorageTable table(long perTib, long perEpoch, long collateral, int epochBlocks) {
        return new StorageTable(
                Address.ZERO,
                Amount.of(perTib),
                Amount.of(perEpoch),
                Amount.of(collateral),
                epochBlocks,
                128,
                1,
                1,
                0,
                0,
                1,
                1,
                null);
    }
}
