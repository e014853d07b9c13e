package org.pluspeer.node.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.loop.Income;
import org.pluspeer.node.account.Books;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

/** Which income counts, and whose it is. */
class FinalIncomeTest {
    private static final Address PAYER = Address.parse("0x00000000000000000000000000000000000000a1");
    private static final Hash32 FILE = Keccak.hash(new byte[] {1});
    private static final Hash32 SERVICE = Keccak.hash(new byte[] {2});

    private final List<Books.Line> lines = new ArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();

    private void line(String id, Books.State state, long block, @Nullable Hash32 listing) {
        lines.add(new Books.Line(
                id, state, Books.Source.CHANNELS, Address.ZERO, Amount.of(5), 7, PAYER, block, null, listing));
    }

    /** Blocks say all of it, so nothing is asked of a chain. */
    @SuppressWarnings("NullAway")
    private List<Income> incomes(OptionalLong finalBlock) {
        return new FinalIncome(() -> lines, () -> finalBlock, null, () -> {
                    looks.incrementAndGet();
                    return Set.of(FILE);
                })
                .of(_ -> true);
    }

    @Test
    void whatAChannelBroughtIsAFilesIfItWasForThatAloneAndAServicesBelongsToAll() {
        line("channel/1/claim/5", Books.State.EARNED, 10, FILE);
        line("channel/2/claim/5", Books.State.EARNED, 10, SERVICE);
        line("channel/3/claim/5", Books.State.EARNED, 10, null);
        line("sale/4", Books.State.EARNED, 10, SERVICE);
        List<Optional<Hash32>> listings =
                incomes(OptionalLong.of(10)).stream().map(Income::listing).toList();
        assertEquals(
                List.of(Optional.of(FILE), Optional.empty(), Optional.empty(), Optional.of(SERVICE)),
                listings,
                "a sale is of what was sold, also where that was taken back since");
    }

    @Test
    void whatIsNotFinalOrNotEarnedYetDoesNotCount() {
        line("channel/1/claim/5", Books.State.PENDING, 10, FILE);
        line("channel/1/claim/6", Books.State.EARNED, 11, FILE);
        assertEquals(List.of(), incomes(OptionalLong.of(10)));
        assertEquals(List.of(), incomes(OptionalLong.empty()));
        assertEquals(1, incomes(OptionalLong.of(11)).size());
    }

    @Test
    void theShelfIsLookedAtOnlyForChannels() {
        line("sale/4", Books.State.EARNED, 10, SERVICE);
        line("channel/3/claim/5", Books.State.EARNED, 10, null);
        assertEquals(2, incomes(OptionalLong.of(10)).size());
        assertEquals(0, looks.get());
    }
}
