package org.pluspeer.node.ledger;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * A record of kind LEDGER in the journal; one of the two is there.
 *
 * @param undone number of the first block that is no longer part of the chain
 */
public record LedgerRecord(@Nullable Seen seen, @Nullable Long undone) {

    /**
     * What some blocks brought, and how the accounts stand after the last of them.
     *
     * @param from number of the first
     * @param to number of the last
     * @param at unix seconds of the last, the chain's own
     */
    public record Seen(long from, long to, long at, List<Standing> standings, List<Mined> mined, List<Moved> moved) {
        public Seen {
            standings = List.copyOf(standings);
            mined = List.copyOf(mined);
            moved = List.copyOf(moved);
        }

        Optional<Standing> of(Address account) {
            return standings.stream()
                    .filter(standing -> standing.account().equals(account))
                    .findFirst();
        }
    }

    /**
     * An account after a block.
     *
     * @param coin wei
     * @param nonce of its next transaction
     * @param tokens that are followed for it
     * @param ledger what the exchange holds for it
     */
    public record Standing(Address account, Amount coin, long nonce, List<Address> tokens, List<Held> ledger) {
        public Standing {
            tokens = List.copyOf(tokens);
            ledger = List.copyOf(ledger);
        }

        Amount held(Address token) {
            return ledger.stream()
                    .filter(held -> held.token().equals(token))
                    .map(Held::amount)
                    .findFirst()
                    .orElse(Amount.ZERO);
        }
    }

    public record Held(Address token, Amount amount) {}

    /**
     * A transaction of ours in a block.
     *
     * @param state {@code DONE}, {@code FAILED} or {@code REPLACED}
     * @param moved wei that left the account with it
     * @param fee wei
     */
    public record Mined(String key, Hash32 hash, long block, String state, Amount moved, Amount fee) {}

    /** Money that came or went; as {@link org.pluspeer.node.store.MovementChange.Moved} has it. */
    public record Moved(
            String id,
            Address account,
            String place,
            String kind,
            Address token,
            Amount amount,
            boolean incoming,
            @Nullable Address other,
            @Nullable Hash32 hash,
            @Nullable Hash32 deal,
            long block) {}
}
