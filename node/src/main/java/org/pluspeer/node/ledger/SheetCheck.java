package org.pluspeer.node.ledger;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.Books;
import org.pluspeer.node.account.Deals;
import org.pluspeer.node.account.LedgerWord;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.store.MovementStore;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/** Holds what the rooms say that they earned and lost against what the chain moved for it. */
public final class SheetCheck {
    private final Address account;
    private final Deals deals;
    private final Books calls;
    private final List<LedgerWord> ledgers;

    /**
     * @param account that trades
     * @param calls what calls were paid for
     * @param ledgers of other contracts than the exchange
     */
    public SheetCheck(Address account, Deals deals, Books calls, List<LedgerWord> ledgers) {
        this.account = account;
        this.deals = deals;
        this.calls = calls;
        this.ledgers = List.copyOf(ledgers);
    }

    /** Of a kind of money, those places in which anything moved. */
    List<Reconciliation.Row> rows(MovementStore movements, TokenView token) {
        return Stream.concat(
                        Stream.of(sales(movements, token), calls(movements, token)),
                        ledgers.stream().map(ledger -> ledger(ledger, token)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** What lies in the ledger of a contract. */
    private Optional<Reconciliation.Row> ledger(LedgerWord ledger, TokenView token) {
        BigInteger said = ledger.said(token.address());
        BigInteger chain = ledger.there(token.address()).units();
        if (said.signum() == 0 && chain.signum() == 0) {
            return Optional.empty();
        }
        String why = said.equals(chain)
                ? null
                : "the chain and this node do not have it at the same step, or somebody else put money in for you";
        return Optional.of(row(ledger.place(), token, said, chain, why));
    }

    /** What deals moved in the exchange's ledger. */
    private Optional<Reconciliation.Row> sales(MovementStore movements, TokenView token) {
        Map<Deals.Deal, BigInteger> effects = new HashMap<>();
        for (Deals.Deal deal : deals.all()) {
            BigInteger effect = effect(deal);
            if (deal.token().equals(token.address()) && effect.signum() != 0) {
                effects.put(deal, effect);
            }
        }
        BigInteger said = effects.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger chain = movements.byDeals(account, token.address());
        BigInteger difference = chain.subtract(said);
        if (said.signum() == 0 && chain.signum() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                row("sales", token, said, chain, difference.signum() == 0 ? null : why(difference, effects)));
    }

    /** What one deal adds to the ledger; below nothing where it takes. */
    private static BigInteger effect(Deals.Deal deal) {
        boolean sold = deal.side() == Deals.Side.SOLD;
        return switch (deal.phase()) {
            case UNPAID -> BigInteger.ZERO;
            case OPEN -> sold ? deal.bond().units().negate() : BigInteger.ZERO;
            case PAID_OUT -> sold ? deal.price().units() : BigInteger.ZERO;
            case RETURNED ->
                sold
                        ? deal.returned().units().negate()
                        : deal.price().plus(deal.returned()).units();
        };
    }

    private static String why(BigInteger difference, Map<Deals.Deal, BigInteger> effects) {
        return effects.entrySet().stream()
                .filter(one -> one.getValue().abs().equals(difference.abs()))
                .findFirst()
                .map(one -> "it is what “" + one.getKey().title() + "” ("
                        + one.getKey().id() + ") moves: the chain and this node do not have it at the same step")
                .orElse("no single deal of this node explains it");
    }

    /** What calls brought into the account. */
    private Optional<Reconciliation.Row> calls(MovementStore movements, TokenView token) {
        Map<Hash32, BigInteger> told = new HashMap<>();
        for (Books.Line line : calls.lines()) {
            Hash32 transaction = line.transaction();
            if (line.state() == Books.State.EARNED && line.token().equals(token.address()) && transaction != null) {
                told.merge(transaction, line.amount().units(), BigInteger::add);
            }
        }
        if (told.isEmpty()) {
            return Optional.empty();
        }
        Map<Hash32, BigInteger> came = movements.incoming(token.address());
        List<Hash32> wrong = new ArrayList<>();
        BigInteger said = BigInteger.ZERO;
        BigInteger chain = BigInteger.ZERO;
        for (Map.Entry<Hash32, BigInteger> one : told.entrySet()) {
            // Others may have brought more to this account in the same transaction.
            BigInteger there = came.getOrDefault(one.getKey(), BigInteger.ZERO).min(one.getValue());
            said = said.add(one.getValue());
            chain = chain.add(there);
            if (!there.equals(one.getValue())) {
                wrong.add(one.getKey());
            }
        }
        String why = wrong.isEmpty()
                ? null
                : "the chain does not show the payment in " + wrong.getFirst()
                        + (wrong.size() == 1 ? "" : ", nor in " + (wrong.size() - 1) + " more");
        return Optional.of(row("calls", token, said, chain, why));
    }

    private Reconciliation.Row row(
            String place, TokenView token, BigInteger said, BigInteger chain, @Nullable String why) {
        return new Reconciliation.Row(
                account,
                place,
                token,
                said.toString(),
                chain.toString(),
                chain.subtract(said).toString(),
                why);
    }
}
