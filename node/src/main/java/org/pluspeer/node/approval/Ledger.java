package org.pluspeer.node.approval;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip1559;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;
import org.pluspeer.wallet.policy.Rule;
import org.pluspeer.wallet.policy.Spent;

/**
 * What the decisions so far add up to. It is the same after a restart, because it is made of the records alone.
 * Guarded by the desk's lock.
 */
final class Ledger {
    private final Address main;
    private final Set<Act> counted = new HashSet<>();
    /** The most gas, in wei, that was counted for each act; a replacement is the same act. */
    private final Map<Act, Amount> gas = new HashMap<>();

    private final Map<Hash32, Held> reservations = new HashMap<>();
    private Spent spent;
    private long latest;

    /** What one account did; another account's transaction may have the same hash. */
    private record Act(Address account, Hash32 hash) {}

    /** @param main whose acts the records of before are */
    Ledger(Address main) {
        this.main = main;
        this.spent = Spent.nothing(0);
    }

    Spent spent(long now) {
        return spent.at(now);
    }

    /** Whether this was let go today already. */
    boolean isCounted(Address account, Hash32 digest) {
        return counted.contains(new Act(account, digest));
    }

    /** @param gas wei */
    record Held(Asker asker, Amount gas) {}

    /** What was let go under this name before it is signed for, if anything was. */
    Optional<Held> reserved(Hash32 about) {
        return Optional.ofNullable(reservations.get(about));
    }

    /** An act that was counted is not held against itself; nor is its gas, as far as that was counted. */
    Spent before(Address account, Asker asker, Intent intent, long now) {
        Amount known = gas.get(new Act(account, act(intent)));
        boolean again = known != null || draws(intent.purpose(), intent.spends());
        return again ? spent.without(asker, intent.spends(), known == null ? Amount.ZERO : known, now) : spent.at(now);
    }

    /** Adds what a record let go. */
    void count(DecisionRecord record) {
        latest = Math.max(latest, record.at());
        if (!record.isAllowed()) {
            return;
        }
        Asker asker = DecisionRecord.asker(record.asker());
        List<Intent.Spend> spends =
                record.spends().stream().map(DecisionRecord.SpendRecord::spend).toList();
        Spent today = spent.at(latest);
        if (today.day() != spent.day()) {
            counted.clear();
            gas.clear();
        }
        if (record.isReservation()) {
            if (reservations.put(record.digest(), new Held(asker, record.gas())) == null) {
                today = today.plus(asker, isMoneyCounted(record) ? spends : List.of(), record.gas(), latest);
            }
        } else {
            Address account = record.account() == null ? main : record.account();
            Act act = new Act(account, record.act() == null ? record.digest() : record.act());
            boolean free = gas.containsKey(act) || draws(record.purpose(), spends) || !isMoneyCounted(record);
            Amount more = moreGas(act, record.gas());
            boolean paidFor = record.rule().equals(Rule.RESERVED.name());
            today = today.plus(asker, free ? List.of() : spends, paidFor ? Amount.ZERO : more, latest);
            counted.add(new Act(account, record.digest()));
        }
        spent = today;
    }

    /** What the owner said yes to, and what was reserved before, is no budget's. */
    private static boolean isMoneyCounted(DecisionRecord record) {
        return record.rule().equals(Rule.WITHIN_BUDGET.name());
    }

    /** Of several with one nonce a block takes one: only what it can cost beyond the dearest so far is more. */
    private Amount moreGas(Act act, Amount most) {
        Amount before = gas.getOrDefault(act, Amount.ZERO);
        if (!most.isMoreThan(before)) {
            gas.putIfAbsent(act, most);
            return Amount.ZERO;
        }
        gas.put(act, most);
        return most.minus(before);
    }

    /** The same for a transaction and for those that replace it: the same nonce and call at another price. */
    static Hash32 act(Intent intent) {
        return intent instanceof Intent.Transact transact && transact.transaction() instanceof Eip1559 call
                ? new Eip1559(
                                call.chainId(),
                                call.nonce(),
                                Amount.ZERO,
                                Amount.ZERO,
                                1,
                                call.to(),
                                call.value(),
                                call.data())
                        .signingHash()
                : intent.digest();
    }

    /**
     * Whether it takes a token that an authorisation, permit or allowance was signed for: that signature let the money
     * go and was counted, so this one is not counted again.
     */
    private static boolean draws(Purpose purpose, List<Intent.Spend> spends) {
        boolean takes = purpose == Purpose.ACCEPT || purpose == Purpose.BOND_DEPOSIT;
        return takes && spends.stream().noneMatch(spend -> spend.token().isZero());
    }
}
