package org.pluspeer.node.account;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pluspeer.node.IdempotencyKey;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.ExchangeCalls;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.chain.TransactionDesk;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Purpose;

/** What the account holds, earned and spent, and the owner's own orders to move money. */
public final class AccountDesk {
    private static final String PATH = "m/44'/60'/0'/0/0";
    private static final Amount MOST_GAS = Amount.parseDecimal("0.05", 18);

    private final Address account;
    private final Holdings holdings;
    private final TransactionDesk transactions;
    private final Deals deals;
    private final List<Books> books;

    /** Where balances are read. */
    public record Holdings(TokenBook book, Tokens tokens, Exchange exchange) {}

    /** @param more the other rooms that have money */
    public AccountDesk(
            Address account, Holdings holdings, TransactionDesk transactions, Deals deals, List<Books> more) {
        this.account = account;
        this.holdings = holdings;
        this.transactions = transactions;
        this.deals = deals;
        this.books = Stream.concat(Stream.of(new DealBooks(deals, this::ledger)), more.stream())
                .toList();
    }

    public WalletView wallet() {
        Map<Address, Amount> locked = new HashMap<>();
        deals.all().stream()
                .filter(deal -> deal.phase() == Deals.Phase.OPEN)
                .forEach(deal -> locked.merge(deal.token(), DealBooks.atRisk(deal), Amount::plus));
        List<WalletView.Balance> balances = new ArrayList<>();
        for (TokenView token : holdings.book().shown()) {
            Amount ledger = holdings.exchange().ledger(account, token.address(), At.LATEST);
            Amount reserved = deals.reserved(token.address());
            balances.add(new WalletView.Balance(
                    token,
                    holdings.tokens().balance(token.address(), account, At.LATEST),
                    ledger,
                    ledger.isLessThan(reserved) ? Amount.ZERO : ledger.minus(reserved),
                    locked.getOrDefault(token.address(), Amount.ZERO)));
        }
        return new WalletView(account, PATH, balances, transactions.open());
    }

    /** What any account holds itself, by token; those that trade nothing have no more than this. */
    public HeldView held(Address holder) {
        return new HeldView(
                holder,
                holdings.book().shown().stream()
                        .map(token -> new QuoteView.Money(
                                token, holdings.tokens().balance(token.address(), holder, At.LATEST)))
                        .toList());
    }

    /**
     * Brings money out of the contract's ledger into the account.
     *
     * @throws ProblemException INSUFFICIENT_FUNDS if the ledger holds less, or open offers need it for their bonds;
     *     TRANSACTION_FAILED; nothing is sent
     */
    public Hash32 withdraw(Address token, Amount amount, String key) {
        requireMoney(account, amount);
        // Asked again, it is the transaction that there is: the ledger has less by now.
        if (transactions.outcome("withdraw:" + key).isEmpty()) {
            requireFree(token, amount);
        }
        return submit(new TransactionDesk.Request(
                "withdraw:" + IdempotencyKey.require(key),
                Purpose.WITHDRAW,
                Exchange.ADDRESS,
                Amount.ZERO,
                ExchangeCalls.withdraw(token, amount, account),
                List.of(),
                Consent.none().withGas(MOST_GAS)));
    }

    private void requireFree(Address token, Amount amount) {
        Amount ledger = holdings.exchange().ledger(account, token, At.LATEST);
        if (ledger.isLessThan(amount)) {
            throw new ProblemException(Problem.Code.INSUFFICIENT_FUNDS, "the ledger holds less than that");
        }
        Amount reserved = deals.reserved(token);
        if (ledger.minus(amount).isLessThan(reserved)) {
            throw new ProblemException(
                    Problem.Code.INSUFFICIENT_FUNDS,
                    "offers that are open need " + reserved
                            + " base units of the ledger as bonds; withdraw less, or wait until they end");
        }
    }

    private Hash32 submit(TransactionDesk.Request request) {
        return transactions.submit(request).outcome().hash();
    }

    private static void requireMoney(Address to, Amount amount) {
        if (amount.isZero() || to.isZero()) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "say an amount above nothing and an address");
        }
    }

    public BalanceSheet balance() {
        return BalanceSheet.of(lines(), holdings.book().shown());
    }

    /** Every sum that the balance is made of. */
    public List<Books.Line> lines() {
        return books.stream().flatMap(room -> room.lines().stream()).toList();
    }

    private List<DealBooks.Holding> ledger() {
        return holdings.book().shown().stream()
                .map(token -> new DealBooks.Holding(
                        token.address(), holdings.exchange().ledger(account, token.address(), At.LATEST)))
                .toList();
    }
}
