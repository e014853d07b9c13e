package org.pluspeer.node.account;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.Call;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.GasPrices;
import org.pluspeer.node.chain.RevertedException;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.spend.FeeMarket;
import org.pluspeer.wallet.spend.Fees;
import org.pluspeer.wallet.spend.PayeeWarning;

/**
 * Tries an order on the chain's state of now, by calls that change nothing, and reckons what it costs. It signs nothing
 * and asks nobody but the owner's own endpoint.
 */
public final class Quoting {
    /** What a transfer uses where it could not be tried: exact for the coin, plenty for most tokens. */
    private static final long COIN_GAS = 21_000;

    private static final long TOKEN_GAS = 100_000;

    private final ChainClient chain;
    private final TokenBook book;
    private final Tokens tokens;
    private final OwnAccounts accounts;
    private final Payees payees;
    private final GasPrices prices;

    public Quoting(ChainClient chain, TokenBook book, Tokens tokens, OwnAccounts accounts, Payees payees) {
        this.chain = chain;
        this.book = book;
        this.tokens = tokens;
        this.accounts = accounts;
        this.payees = payees;
        this.prices = new GasPrices(chain);
    }

    /** What came of trying it. */
    private record Trial(String check, @Nullable String reason, long gasLimit) {
        static Trial fine(long gas) {
            return new Trial("fine", null, GasPrices.limit(gas));
        }

        static Trial refused(String reason, long gas) {
            return new Trial("refused", reason, GasPrices.limit(gas));
        }

        static Trial unchecked(String reason, long gas) {
            return new Trial("unchecked", reason, GasPrices.limit(gas));
        }
    }

    /**
     * Answers also where the chain does not, with what could not be looked at.
     *
     * @throws ProblemException BAD_REQUEST, NOT_FOUND for a token or account that is not there
     */
    public QuoteView quote(SpendOrder order) {
        Address from = accounts.require(order.from() == null ? accounts.main() : order.from());
        order.speed();
        if (order.to().isZero()) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST, "nobody has the zero address; what is sent there is lost");
        }
        try {
            return quote(order, from);
        } catch (ProblemException e) {
            if (e.problem().code() != Problem.Code.CHAIN_UNAVAILABLE) {
                throw e;
            }
            return new QuoteView(
                    "unchecked",
                    e.problem().detail(),
                    from,
                    payee(order.to()),
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    List.of());
        }
    }

    private QuoteView.Payee payee(Address to) {
        return new QuoteView.Payee(to, payees.name(to));
    }

    private QuoteView quote(SpendOrder order, Address from) {
        TokenView token = book.require(order.token());
        TokenView coin = book.require(Address.ZERO);
        boolean isCoin = token.address().isZero();
        Amount coinHeld = chain.balance(from, At.LATEST);
        Amount held = isCoin ? coinHeld : tokens.balance(token.address(), from, At.LATEST);
        FeeMarket market = prices.now();
        Amount wanted = order.isAll() ? held : order.units();
        Trial trial = wanted.isMoreThan(held) || wanted.isZero()
                ? Trial.refused(
                        held.isZero() ? "the account holds none of it" : "the account holds less than that",
                        gas(isCoin))
                : attempt(from, order.to(), token, order.isAll() && isCoin ? Amount.ZERO : wanted);
        Amount gas = most(market.fees(order.speed()), trial.gasLimit());
        Amount amount = order.isAll() && isCoin ? rest(held, gas) : wanted;
        Amount needed = isCoin ? amount.plus(gas) : gas;
        if (!trial.check().equals("refused") && (needed.isMoreThan(coinHeld) || amount.isZero())) {
            trial = new Trial(
                    "refused", "the account's " + coin.symbol() + " does not pay for it and its gas", trial.gasLimit());
        }
        List<QuoteView.Money> after = new ArrayList<>();
        if (!isCoin) {
            after.add(new QuoteView.Money(token, rest(held, amount)));
        }
        after.add(new QuoteView.Money(coin, rest(coinHeld, needed)));
        List<QuoteView.Warning> warnings = new ArrayList<>(payees.warnings(order.to(), chain));
        if (rest(held, isCoin ? needed : amount).isZero() && !held.isZero()) {
            warnings.add(Payees.warning(PayeeWarning.WHOLE_BALANCE, "Nothing of it is left in the account."));
        }
        List<QuoteView.Money> moved = List.of(new QuoteView.Money(token, amount));
        boolean own = accounts.addresses().contains(order.to());
        return new QuoteView(
                trial.check(),
                trial.reason(),
                from,
                payee(order.to()),
                moved,
                own ? moved : List.of(),
                after,
                presets(market, trial.gasLimit()),
                warnings);
    }

    /** As the chain's node would carry it out now; a token that answers no has refused too. */
    private Trial attempt(Address from, Address to, TokenView token, Amount amount) {
        boolean isCoin = token.address().isZero();
        Call call = isCoin
                ? new Call(from, to, amount, new byte[0])
                : new Call(from, token.address(), Amount.ZERO, Tokens.transfer(to, amount));
        try {
            byte[] said = chain.call(call, At.LATEST);
            if (!isCoin && Tokens.refuses(said)) {
                return Trial.refused("the token refuses it", gas(false));
            }
            return Trial.fine(chain.estimateGas(call));
        } catch (RevertedException e) {
            return Trial.refused(
                    (isCoin ? "the receiver" : "the token") + " refuses it: "
                            + e.revert().text(),
                    gas(isCoin));
        } catch (ProblemException e) {
            if (e.problem().code() == Problem.Code.INSUFFICIENT_FUNDS) {
                return Trial.refused("the account cannot pay for it and its gas", gas(isCoin));
            }
            return Trial.unchecked(e.problem().detail(), gas(isCoin));
        }
    }

    private static long gas(boolean isCoin) {
        return isCoin ? COIN_GAS : TOKEN_GAS;
    }

    private static Amount rest(Amount held, Amount taken) {
        return taken.isMoreThan(held) ? Amount.ZERO : held.minus(taken);
    }

    private static Amount most(Fees fees, long gasLimit) {
        return fees.maxFee().times(gasLimit);
    }

    private static QuoteView.Presets presets(FeeMarket market, long gasLimit) {
        return new QuoteView.Presets(
                fee(market, Fees.Pace.SLOW, gasLimit),
                fee(market, Fees.Pace.NORMAL, gasLimit),
                fee(market, Fees.Pace.FAST, gasLimit));
    }

    private static QuoteView.Fee fee(FeeMarket market, Fees.Pace pace, long gasLimit) {
        Fees fees = market.fees(pace);
        OptionalLong seconds = market.seconds(fees);
        long expected = gasLimit * 4 / 5;
        return new QuoteView.Fee(
                seconds.isPresent() ? seconds.getAsLong() : null,
                fees.effective(market.nextBaseFee()).times(expected),
                most(fees, gasLimit),
                fees.maxFee(),
                fees.priorityFee());
    }

    /**
     * What {@code all} comes to.
     *
     * @throws ProblemException INSUFFICIENT_FUNDS where nothing is left beside the gas, or the chain refuses it
     */
    Amount amount(SpendOrder order) {
        if (!order.isAll()) {
            return order.units();
        }
        QuoteView quote = quote(order);
        if (!quote.check().equals("fine")) {
            throw new ProblemException(
                    quote.fees() == null ? Problem.Code.CHAIN_UNAVAILABLE : Problem.Code.INSUFFICIENT_FUNDS,
                    String.valueOf(quote.reason()));
        }
        return quote.send().getFirst().amount();
    }
}
