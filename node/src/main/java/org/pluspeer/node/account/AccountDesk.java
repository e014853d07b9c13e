package org.pluspeer.node.account;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Where balances are read. */
    public record Holdings(TokenBook book, Tokens tokens, Exchange exchange) {}

    public AccountDesk(Address account, Holdings holdings, TransactionDesk transactions, Deals deals) {
        this.account = account;
        this.holdings = holdings;
        this.transactions = transactions;
        this.deals = deals;
    }

    public WalletView wallet() {
        Map<Address, Amount> locked = new HashMap<>();
        deals.all().stream()
                .filter(deal -> deal.phase() == Deals.Phase.OPEN)
                .forEach(deal -> locked.merge(deal.token(), atRisk(deal), Amount::plus));
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
        Map<Address, Sums> sums = new LinkedHashMap<>();
        holdings.book().shown().forEach(token -> sums.put(token.address(), new Sums()));
        Map<String, Map<Address, Sums>> days = new java.util.TreeMap<>(Comparator.reverseOrder());
        for (Deals.Deal deal : deals.all()) {
            sums.computeIfAbsent(deal.token(), token -> new Sums()).add(deal);
            if (deal.phase() == Deals.Phase.PAID_OUT) {
                String day = Instant.ofEpochSecond(deal.at())
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDate()
                        .toString();
                days.computeIfAbsent(day, none -> new LinkedHashMap<>())
                        .computeIfAbsent(deal.token(), token -> new Sums())
                        .add(deal);
            }
        }
        List<BalanceSheet.Sum> tokens = new ArrayList<>();
        sums.forEach((address, sum) -> holdings.book()
                .find(address)
                .ifPresent(token -> tokens.add(new BalanceSheet.Sum(
                        token,
                        sum.earned,
                        sum.pending,
                        sum.atRisk,
                        holdings.exchange().ledger(account, address, At.LATEST),
                        sum.spent))));
        List<BalanceSheet.Day> byDay = new ArrayList<>();
        days.forEach((day, perToken) ->
                perToken.forEach((token, sum) -> byDay.add(new BalanceSheet.Day(day, token, sum.earned, sum.spent))));
        return new BalanceSheet(tokens, byDay);
    }

    /** Adds up deals of one token. */
    private static final class Sums {
        private Amount earned = Amount.ZERO;
        private Amount pending = Amount.ZERO;
        private Amount atRisk = Amount.ZERO;
        private Amount spent = Amount.ZERO;

        void add(Deals.Deal deal) {
            boolean sold = deal.side() == Deals.Side.SOLD;
            switch (deal.phase()) {
                case OPEN -> {
                    atRisk = atRisk.plus(AccountDesk.atRisk(deal));
                    pending = sold ? pending.plus(deal.price()) : pending;
                }
                case PAID_OUT -> {
                    earned = sold ? earned.plus(deal.price()) : earned;
                    spent = sold ? spent : spent.plus(deal.price());
                }
                case UNPAID, RETURNED -> {
                    // Moves nothing, or brings back what had gone.
                }
            }
        }
    }

    private static Amount atRisk(Deals.Deal deal) {
        return deal.side() == Deals.Side.SOLD ? deal.bond() : deal.price();
    }
}
