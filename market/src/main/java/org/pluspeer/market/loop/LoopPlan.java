package org.pluspeer.market.loop;

import java.util.List;
import java.util.Optional;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What the shares pay for now.
 *
 * @param steps within every ceiling together, in this order
 * @param waiting what they do not pay for, and why not
 */
public record LoopPlan(List<LoopStep> steps, List<Waiting> waiting) {
    public LoopPlan {
        steps = List.copyOf(steps);
        waiting = List.copyOf(waiting);
    }

    /**
     * A share that is not used.
     *
     * @param amount base units that are there for it
     * @param listing that it would be for; empty where it is for none
     */
    public record Waiting(Outlet outlet, Address token, Amount amount, Optional<Hash32> listing, String why) {}
}
