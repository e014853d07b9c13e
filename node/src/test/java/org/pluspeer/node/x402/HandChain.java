package org.pluspeer.node.x402;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.service.Authorization;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Holds what the payer has, and takes each payment once. */
final class HandChain implements Collector {
    final Set<Hash32> used = new HashSet<>();
    Amount balance = Amount.of(10_000);

    @Nullable
    Taking next;

    boolean away;
    int taken;

    @Override
    public synchronized Taking take(CallRecord.Owed owed, Duration limit) {
        Taking forced = next;
        if (forced != null) {
            return forced;
        }
        if (used.add(owed.id())) {
            balance = balance.minus(owed.authorization().value());
            taken++;
        }
        return new Taking.Taken(owed.id());
    }

    @Override
    public synchronized Optional<Amount> balance(Address token, Authorization authorization) {
        if (away) {
            throw new ProblemException(Problem.Code.CHAIN_UNAVAILABLE, "away");
        }
        return used.contains(authorization.id(token)) ? Optional.empty() : Optional.of(balance);
    }

    /** The same, with what comes of it told to the till, as the cashier does. */
    Collector telling(Till till) {
        return new Collector() {
            @Override
            public Taking take(CallRecord.Owed owed, Duration limit) {
                Taking taking = HandChain.this.take(owed, limit);
                switch (taking) {
                    case Taking.Taken(Hash32 transaction) ->
                        till.ended(owed.id(), new CallRecord.Ended(transaction, null));
                    case Taking.Lost(String reason) -> till.ended(owed.id(), new CallRecord.Ended(null, reason));
                    case Taking.Later _ -> {}
                }
                return taking;
            }

            @Override
            public Optional<Amount> balance(Address token, Authorization authorization) {
                return HandChain.this.balance(token, authorization);
            }
        };
    }
}
