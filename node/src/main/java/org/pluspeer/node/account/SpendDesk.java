package org.pluspeer.node.account;

import java.util.List;
import java.util.Optional;
import org.pluspeer.node.IdempotencyKey;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.Outcome;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.chain.TransactionDesk;
import org.pluspeer.node.chain.TransactionDesks;
import org.pluspeer.node.chain.WaitingTransaction;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;
import org.pluspeer.wallet.spend.Fees;
import org.pluspeer.wallet.spend.Quantity;

/** Orders to send money from any account, and about what is under way. */
public final class SpendDesk {
    /** Wei that the owner's order lets gas cost, beyond the usual cap. */
    private static final Amount MOST_GAS = Amount.parseDecimal("0.05", 18);

    private final OwnAccounts accounts;
    private final TokenBook book;
    private final Tokens tokens;
    private final TransactionDesks desks;
    private final Quoting quoting;
    private final Payees payees;

    public SpendDesk(
            OwnAccounts accounts,
            TokenBook book,
            Tokens tokens,
            TransactionDesks desks,
            Quoting quoting,
            Payees payees) {
        this.accounts = accounts;
        this.book = book;
        this.tokens = tokens;
        this.desks = desks;
        this.quoting = quoting;
        this.payees = payees;
    }

    public QuoteView quote(SpendOrder order) {
        return quoting.quote(order);
    }

    /**
     * Sends for whoever asks: the owner's order is a yes to itself, a program's is not.
     *
     * @throws ProblemException as {@link #send(SpendOrder, String, Asker, Consent)}
     */
    public Hash32 send(SpendOrder order, String key, Asker asker) {
        Optional<Outcome> known = desks.outcome(named(key));
        if (known.isPresent() && order.isAll()) {
            // What "all" came to then is not what it would come to now.
            return known.get().hash();
        }
        Amount amount = quoting.amount(order);
        SpendOrder exact = new SpendOrder(order.from(), order.to(), order.token(), Quantity.of(amount), order.pace());
        Consent consent = asker instanceof Asker.Owner
                ? Consent.upTo(order.token(), amount).withGas(MOST_GAS)
                : Consent.none();
        return send(exact, key, asker, consent);
    }

    /**
     * Sends an exact amount. The same key is the same payment.
     *
     * @param key 1 to 128 characters
     * @param consent the owner's yes
     * @throws ProblemException BAD_REQUEST, NOT_FOUND where there is no such token or account, INSUFFICIENT_FUNDS,
     *     REFUSED_BY_POLICY, TRANSACTION_FAILED, IDEMPOTENCY_CONFLICT, LOCKED; nothing is sent
     */
    public Hash32 send(SpendOrder order, String key, Asker asker, Consent consent) {
        Address from = payer(order);
        Amount amount = order.units();
        if (order.to().isZero()) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST, "nobody has the zero address; what is sent there is lost");
        }
        // A call to an address without code succeeds and moves nothing.
        Address token = book.require(order.token()).address();
        if (!token.isZero() && order.to().equals(token)) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST, "that is the token's own contract; what is sent there is lost");
        }
        if (desks.outcome(named(key)).isEmpty()
                && tokens.balance(token, from, At.LATEST).isLessThan(amount)) {
            throw new ProblemException(Problem.Code.INSUFFICIENT_FUNDS, "the account holds less than that");
        }
        boolean coin = token.isZero();
        var request = new TransactionDesk.Request(
                named(key),
                Purpose.TRANSFER,
                coin ? order.to() : token,
                coin ? amount : Amount.ZERO,
                coin ? new byte[0] : Tokens.transfer(order.to(), amount),
                List.of(new Intent.Spend(order.to(), token, amount)),
                consent,
                asker,
                order.speed());
        return desks.submit(from, request).outcome().hash();
    }

    /** @throws ProblemException NOT_FOUND if it is no account of ours */
    Address payer(SpendOrder order) {
        return accounts.require(order.from() == null ? accounts.main() : order.from());
    }

    private static String named(String key) {
        return "send:" + IdempotencyKey.require(key);
    }

    /** @return the new hash */
    public Hash32 speedUp(Hash32 transaction, Fees.Pace pace, Asker asker) {
        return desks.holding(transaction)
                .speedUp(transaction, pace, asker, MOST_GAS)
                .outcome()
                .hash();
    }

    /** @return the hash of the empty transaction that is to take its place */
    public Hash32 cancel(Hash32 transaction, Asker asker) {
        return desks.holding(transaction)
                .cancel(transaction, asker, MOST_GAS)
                .outcome()
                .hash();
    }

    public OpenTransactions open() {
        return new OpenTransactions(desks.waiting().stream().map(this::entry).toList());
    }

    private OpenTransactions.Entry entry(WaitingTransaction waits) {
        Optional<Intent.Spend> spend = waits.spends().stream().findFirst();
        Address to = spend.map(Intent.Spend::counterparty).orElse(waits.to());
        boolean mined = waits.block() >= 0;
        String state = mined ? "mined" : waits.calledBack() ? "cancelling" : "pending";
        return new OpenTransactions.Entry(
                waits.hash(),
                waits.from(),
                to,
                payees.name(to),
                Titles.of(waits.purpose()),
                spend.map(Intent.Spend::token).flatMap(book::find).orElseGet(() -> book.require(Address.ZERO)),
                spend.map(Intent.Spend::amount).orElse(Amount.ZERO),
                waits.nonce(),
                waits.at(),
                waits.fees().maxFee(),
                waits.fees().maxFee().times(waits.gasLimit()),
                state,
                !mined,
                !mined && waits.lasting().isEmpty(),
                mined ? "it is in a block already" : waits.lasting().orElse(null));
    }
}
