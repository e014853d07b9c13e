package org.pluspeer.market.loop;

import java.util.Map;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What a step does. */
public sealed interface LoopAct {
    /** Sends it to the owner's savings. */
    record Save(Address to) implements LoopAct {}

    /** Fills the operations account. */
    record TopUp(Address to) implements LoopAct {}

    /**
     * Has a listing's content kept by others.
     *
     * @param seconds from now on
     * @param keepers who would be paid what, in base units, when it was planned
     */
    record Keep(Hash32 listing, int copies, long seconds, Map<Address, Amount> keepers) implements LoopAct {
        public Keep {
            keepers = Map.copyOf(keepers);
        }
    }
}
