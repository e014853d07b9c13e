package org.pluspeer.market.deal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.MalformedException;

/** Bounds, both sides' checks, and the arithmetic of gas. */
class DealTermsTest {
    private static final GasQuote CHEAP = GasQuote.inCoin(Amount.ZERO);
    private static final ProviderPolicy PROVIDER =
            new ProviderPolicy(Set.of(DealSamples.TOKEN), Amount.of(1000), Amount.of(10_000), 2, 2, 128, 512 * 6, 10);
    private static final ClientPolicy CLIENT = new ClientPolicy(Amount.of(6000), Amount.of(10_000), 2, 2, 512 * 6);

    private static DealTerms with(Consumer<DealSamples.Draft> change) {
        DealSamples.Draft draft = new DealSamples.Draft();
        change.accept(draft);
        return draft.terms();
    }

    private static void refused(Consumer<DealSamples.Draft> change) {
        assertThrows(MalformedException.class, () -> with(change));
    }

    @Test
    void bounds_are_the_contracts() {
        refused(draft -> draft.size = 0);
        refused(draft -> draft.size = 1L << 48);
        refused(draft -> draft.epochs = 0);
        refused(draft -> draft.epochs = 105);
        refused(draft -> draft.epochBlocks = 255);
        refused(draft -> draft.epochBlocks = 513);
        refused(draft -> draft.epochBlocks = 65_536 * 256);
        refused(draft -> draft.windowBlocks = 127);
        refused(draft -> draft.windowBlocks = 513);
        refused(draft -> {
            draft.epochBlocks = 65_536;
            draft.windowBlocks = 65_536;
        });
        refused(draft -> draft.samples = 0);
        refused(draft -> draft.samples = 9);
        refused(draft -> draft.maxMissed = 6);
        refused(draft -> draft.maxMissed = -1);
        refused(draft -> draft.price = Amount.ZERO);
        refused(draft -> draft.price = new Amount(java.math.BigInteger.TWO.pow(96)));
        refused(draft -> draft.collateral = Amount.of(2999));
        refused(draft -> draft.acceptBy = 0);
        with(draft -> draft.collateral = Amount.of(3000));
        with(draft -> draft.size = DealTerms.MAX_SIZE);
        with(draft -> draft.windowBlocks = 512);
    }

    private static @Nullable DealFault asked(Consumer<DealSamples.Draft> change) {
        return PROVIDER.fault(with(change), DealSamples.PROVIDER, DealSamples.REPLICA, 9000, CHEAP);
    }

    @Test
    void a_provider_signs_what_its_policy_allows() {
        assertNull(asked(draft -> {}));
        assertEquals(DealFault.OTHER_SIDE, asked(draft -> draft.provider = DealSamples.CLIENT));
        assertEquals(DealFault.REPLICA, asked(draft -> draft.size = 5001));
        assertEquals(DealFault.REPLICA, asked(draft -> draft.root = DealSamples.TX));
        assertEquals(DealFault.TOKEN, asked(draft -> draft.token = Address.ZERO));
        assertEquals(DealFault.COLLATERAL, asked(draft -> draft.collateral = Amount.of(10_001)));
        assertEquals(DealFault.PENALTY, asked(draft -> draft.penalty = Amount.of(2001)));
        assertEquals(DealFault.REPAIR, asked(draft -> draft.repair = Amount.of(6001)));
        assertNull(asked(draft -> draft.repair = Amount.of(6000)));
        assertEquals(DealFault.FORGIVENESS, asked(draft -> draft.maxMissed = 1));
        assertEquals(DealFault.DURATION, asked(draft -> draft.epochs = 7));
        assertEquals(DealFault.EXPIRED, asked(draft -> draft.acceptBy = 8999));
        assertEquals(DealFault.EXPIRY, asked(draft -> draft.acceptBy = 9000 + 24 * 3600 + 1));
        ProviderPolicy patient = new ProviderPolicy(
                Set.of(DealSamples.TOKEN), Amount.of(1000), Amount.of(10_000), 2, 2, 301, 512 * 6, 10);
        assertEquals(
                DealFault.WINDOW,
                patient.fault(DealSamples.TERMS, DealSamples.PROVIDER, DealSamples.REPLICA, 9000, CHEAP));
    }

    /** 5000 bytes at 1000 a GiB are less than one unit; a GiB and a byte are more than 1000. */
    @Test
    void the_price_is_of_the_size_without_rounding_it_away() {
        Replica large = new Replica(DealSamples.REPLICA.root(), (1L << 30) + 1);
        DealTerms exact = with(draft -> draft.size = large.size());
        assertEquals(DealFault.PRICE, PROVIDER.fault(exact, DealSamples.PROVIDER, large, 9000, CHEAP));
        DealTerms more = with(draft -> {
            draft.size = large.size();
            draft.price = Amount.of(1001);
        });
        assertNull(PROVIDER.fault(more, DealSamples.PROVIDER, large, 9000, CHEAP));
    }

    private static @Nullable DealFault opened(Consumer<DealSamples.Draft> change) {
        DealTerms terms = with(change);
        Replica replica = new Replica(terms.root(), 5000);
        return CLIENT.fault(terms, terms, DealSamples.PROVIDER, replica, 9000, CHEAP);
    }

    @Test
    void a_client_opens_what_it_proposed_and_can_afford() {
        assertNull(opened(draft -> {}));
        assertEquals(DealFault.PRICE, opened(draft -> draft.price = Amount.of(1001)));
        assertEquals(DealFault.COLLATERAL, opened(draft -> draft.collateral = Amount.of(9999)));
        assertEquals(DealFault.FORGIVENESS, opened(draft -> draft.maxMissed = 3));
        assertEquals(DealFault.SAMPLES, opened(draft -> draft.samples = 1));
        assertEquals(DealFault.DURATION, opened(draft -> draft.epochs = 5));
        assertEquals(DealFault.REPLICA, opened(draft -> draft.size = 5001));
        assertEquals(DealFault.EXPIRED, opened(draft -> draft.acceptBy = 8999));
        assertEquals(DealFault.SIGNATURE, opened(draft -> draft.provider = DealSamples.CLIENT));
        DealTerms other = with(draft -> draft.repair = Amount.of(701));
        assertEquals(
                DealFault.TERMS,
                CLIENT.fault(DealSamples.TERMS, other, DealSamples.PROVIDER, DealSamples.REPLICA, 9000, CHEAP));
    }

    // --- gas

    /** 6 proofs and a settlement at 1 wei a gas: 6 * (23500 + 2 * 416 * 40) + 53000 = 393680. */
    @Test
    void a_deal_below_its_gas_is_refused_with_the_numbers() {
        GasQuote quote = GasQuote.inCoin(Amount.of(1));
        DealBalance balance = DealBalance.of(DealSamples.TERMS, quote, 10);
        assertEquals(Amount.of(393_680), balance.providerGas());
        assertFalse(balance.paysForTheProvider());
        assertEquals(Amount.of(72_175), balance.leastPrice());
        assertEquals(
                "the deal earns 6000, proving and settling it costs 393680 of gas; it pays from a price of 72175 an epoch"
                        + " on; opening costs the client 119000",
                balance.sentence());
        assertEquals(
                DealFault.UNECONOMIC,
                PROVIDER.fault(DealSamples.TERMS, DealSamples.PROVIDER, DealSamples.REPLICA, 9000, quote));
        assertEquals(
                DealFault.UNECONOMIC,
                CLIENT.fault(
                        DealSamples.TERMS, DealSamples.TERMS, DealSamples.PROVIDER, DealSamples.REPLICA, 9000, quote));
        assertTrue(DealBalance.of(with(draft -> draft.price = Amount.of(72_175)), quote, 10)
                .paysForTheProvider());
        assertFalse(DealBalance.of(with(draft -> draft.price = Amount.of(72_174)), quote, 10)
                .paysForTheProvider());
    }

    /** At 0.1 gwei and 3000 dollars a coin, a gas unit is 0.3 micro-dollars. */
    @Test
    void gas_is_counted_in_the_deals_token_and_rounded_up() {
        GasQuote quote = new GasQuote(
                Amount.of(100_000_000), Amount.of(3000_000_000L), Amount.parseUnits("1000000000000000000"));
        assertEquals(Amount.of(30_000), quote.of(100_000));
        assertEquals(Amount.of(1), quote.of(1));
        assertEquals(Amount.ZERO, quote.of(0));
        assertThrows(MalformedException.class, () -> new GasQuote(Amount.of(1), Amount.ZERO, Amount.of(1)));
        assertThrows(MalformedException.class, () -> new GasQuote(Amount.of(1), Amount.of(1), Amount.ZERO));
    }

    /** The arithmetic is of receipts: never below one, never a tenth above. */
    @Test
    void the_gas_is_that_of_receipts() throws IOException {
        JsonNode gas = new ObjectMapper()
                .readTree(Path.of("..", "contracts", "gas.json").toFile())
                .at("/courses/deals/gas");
        for (int samples : new int[] {1, 2, 4}) {
            int count = samples;
            DealTerms terms = with(draft -> {
                draft.size = 10L << 30;
                draft.samples = count;
            });
            long receipt = gas.get("prove, 10 GiB, " + samples + (samples == 1 ? " sample" : " samples"))
                    .asLong();
            long counted = DealBalance.proofGas(terms);
            assertTrue(counted >= receipt && counted <= receipt * 11 / 10, counted + " for " + receipt);
        }
        assertTrue(DealBalance.OPEN_GAS >= gas.get("open ERC-20").asLong());
        assertTrue(
                DealBalance.SETTLE_GAS >= gas.get("settle ERC-20, at the end").asLong());
    }
}
