package org.pluspeer.node.loop;

import java.util.Optional;
import org.pluspeer.node.account.AccountDesk;
import org.pluspeer.node.account.Deals;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.Outcome;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.chain.TransactionDesks;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** The money of the account that trades: what it holds, and what it can take out of the exchange's ledger. */
final class Purse {
    private static final int MOST_DRAWS = 100;

    private final Address account;
    private final AccountDesk desk;
    private final Tokens tokens;
    private final Exchange exchange;
    private final Deals deals;
    private final TransactionDesks desks;

    Purse(Address account, AccountDesk desk, Places places, Deals deals, TransactionDesks desks) {
        this.account = account;
        this.desk = desk;
        this.tokens = places.tokens();
        this.exchange = places.exchange();
        this.deals = deals;
        this.desks = desks;
    }

    /** Where money lies. */
    record Places(Tokens tokens, Exchange exchange) {}

    Address account() {
        return account;
    }

    /** What became of what was sent under a key; empty where nothing was. */
    Optional<Outcome> sent(String key) {
        return desks.outcome("send:" + key);
    }

    Amount held(Address token) {
        return tokens.balance(token, account, At.LATEST);
    }

    Amount held(Address token, Address other) {
        return tokens.balance(token, other, At.LATEST);
    }

    private Amount free(Address token) {
        Amount there = exchange.ledger(account, token, At.LATEST);
        Amount reserved = deals.reserved(token);
        return there.isMoreThan(reserved) ? there.minus(reserved) : Amount.ZERO;
    }

    /** What could be spent, with one withdrawal. */
    Amount spendable(Address token) {
        return held(token).plus(free(token));
    }

    /**
     * Sees to it that the account itself holds so much.
     *
     * @return why not yet; empty where it does
     */
    Optional<String> draw(Address token, Amount amount, String key) {
        Amount held = held(token);
        if (!held.isLessThan(amount)) {
            return Optional.empty();
        }
        Amount missing = amount.minus(held);
        if (free(token).isLessThan(missing)) {
            return Optional.of("The account does not hold enough for it at present.");
        }
        for (int i = 1; i <= MOST_DRAWS; i++) {
            String name = key + "/draw/" + i;
            Optional<Outcome> known = desks.outcome("withdraw:" + name);
            if (known.isEmpty()) {
                desk.withdraw(token, missing, name);
                return Optional.of("Its money is on its way out of the ledger.");
            }
            if (known.get().status() == Outcome.Status.PENDING) {
                return Optional.of("Its money is on its way out of the ledger.");
            }
        }
        return Optional.of("Its money does not come out of the ledger.");
    }
}
