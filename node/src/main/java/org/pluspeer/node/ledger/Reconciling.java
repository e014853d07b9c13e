package org.pluspeer.node.ledger;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.TokenBook;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.store.Movement;
import org.pluspeer.node.store.MovementStore;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** Holds the books against the chain, at one block. */
public final class Reconciling {
    private final HistoryDesk history;
    private final LedgerWatch watch;
    private final TokenBook book;
    private final Tokens tokens;
    private final Exchange exchange;
    private final SheetCheck sheet;

    /** Where balances are read. */
    public record Chain(TokenBook book, Tokens tokens, Exchange exchange) {}

    public Reconciling(HistoryDesk history, LedgerWatch watch, Chain chain, SheetCheck sheet) {
        this.history = history;
        this.watch = watch;
        this.book = chain.book();
        this.tokens = chain.tokens();
        this.exchange = chain.exchange();
        this.sheet = sheet;
    }

    private record Purse(Address account, String place, Address token) {}

    /** @throws ProblemException CHAIN_UNAVAILABLE; CHAIN_BEHIND before the first look */
    public Reconciliation reconcile() {
        MovementStore movements = history.current();
        long block = watch.block();
        List<LedgerRecord.Standing> standings = watch.standings();
        if (block < 0 || standings.isEmpty()) {
            throw new ProblemException(Problem.Code.CHAIN_BEHIND, "the accounts have not been looked at yet");
        }
        Map<Purse, BigInteger> books = new HashMap<>();
        movements
                .holdings()
                .forEach(held -> books.put(new Purse(held.account(), held.place(), held.token()), held.amount()));
        List<Reconciliation.Row> rows = new ArrayList<>();
        for (LedgerRecord.Standing standing : standings) {
            Set<Address> all = new LinkedHashSet<>();
            all.add(Address.ZERO);
            all.addAll(standing.tokens());
            for (Address token : all) {
                for (String place : List.of(Movement.WALLET, Movement.LEDGER)) {
                    Purse purse = new Purse(standing.account(), place, token);
                    row(purse, books.getOrDefault(purse, BigInteger.ZERO), block, rows);
                }
            }
        }
        book.shown().forEach(token -> rows.addAll(sheet.rows(movements, token)));
        boolean ok = rows.stream().allMatch(row -> row.why() == null);
        return new Reconciliation(ok, block, rows);
    }

    private void row(Purse purse, BigInteger books, long block, List<Reconciliation.Row> rows) {
        Amount chain;
        try {
            chain = onChain(purse, block);
        } catch (ProblemException e) {
            if (e.problem().code() != Problem.Code.NOT_FOUND) {
                throw e;
            }
            book.find(purse.token())
                    .ifPresent(token -> rows.add(new Reconciliation.Row(
                            purse.account(),
                            purse.place(),
                            token,
                            books.toString(),
                            "0",
                            books.negate().toString(),
                            "the token does not say any more what the account holds")));
            return;
        }
        BigInteger difference = chain.units().subtract(books);
        TokenView token = book.find(purse.token()).orElse(null);
        if (token == null
                || (chain.isZero() && books.signum() == 0 && purse.place().equals(Movement.LEDGER))) {
            return;
        }
        rows.add(new Reconciliation.Row(
                purse.account(),
                purse.place(),
                token,
                books.toString(),
                chain.toString(),
                difference.toString(),
                why(purse, difference)));
    }

    private Amount onChain(Purse purse, long block) {
        try {
            return onChain(purse, new At.Block(block));
        } catch (ProblemException e) {
            if (e.problem().code() != Problem.Code.CHAIN_UNAVAILABLE) {
                throw e;
            }
            // A node that keeps no state of that block has the newest at least.
            return onChain(purse, At.LATEST);
        }
    }

    private Amount onChain(Purse purse, At at) {
        return purse.place().equals(Movement.WALLET)
                ? tokens.balance(purse.token(), purse.account(), at)
                : exchange.ledger(purse.account(), purse.token(), at);
    }

    private static @Nullable String why(Purse purse, BigInteger difference) {
        if (difference.signum() == 0) {
            return null;
        }
        return purse.token().isZero()
                ? "something moved that was not looked at yet; look again at the next block"
                : "the token changed this balance without telling of a transfer, as those do that pay interest or take"
                        + " a fee";
    }
}
