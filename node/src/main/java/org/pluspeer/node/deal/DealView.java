package org.pluspeer.node.deal;

import java.util.Optional;
import org.pluspeer.contracts.Deployments;
import org.pluspeer.market.deal.GasQuote;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.TokenBook;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.BlockRef;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.chain.DeployContracts;
import org.pluspeer.node.chain.LedgerFlows;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What deals read off the chain. Everything may throw CHAIN_UNAVAILABLE. */
public final class DealView {
    private static final Amount COIN = Amount.parseDecimal("1", 18);

    private final ChainClient chain;
    private final DealContract contract;
    private final TokenBook tokens;
    private final Tokens balances;
    private volatile boolean checked;

    public DealView(ChainClient chain, TokenBook tokens) {
        this.chain = chain;
        this.contract = new DealContract(chain);
        this.tokens = tokens;
        this.balances = new Tokens(chain);
    }

    long chainId() {
        return chain.chainId();
    }

    /** @throws ProblemException CONTRACT_MISMATCH where the contract is not on this chain */
    void requireContract() {
        if (!checked) {
            DeployContracts.check(chain, Deployments.STORAGE_DEALS);
            checked = true;
        }
    }

    BlockRef head() {
        return chain.head();
    }

    /** Empty where the chain has no such block yet, or keeps it no more. */
    Optional<Hash32> blockHash(long number) {
        return chain.block(number).map(BlockRef::hash);
    }

    /** What the contract owes the account and has not locked in a deal. */
    Amount ledger(Address account, Address token) {
        return contract.ledger(account, token, At.LATEST);
    }

    /** What the account holds itself. */
    Amount wallet(Address account, Address token) {
        return balances.balance(token, account, At.LATEST);
    }

    DealContract.Standing standing(Hash32 dealId) {
        return contract.standing(dealId, At.LATEST);
    }

    /** What an account put into the contract's ledger and took out of it. */
    LedgerFlows flows(Address account) {
        return new LedgerFlows(chain, DealContract.ADDRESS, account);
    }

    TokenView token(Address address) {
        return tokens.find(address).orElse(new TokenView(address, "?", address.checksummed(), 0, false));
    }

    /** The most that a unit of gas costs in the next blocks, in wei. */
    Amount gasPrice() {
        var fees = chain.fees();
        return fees.baseFee().times(2).plus(fees.priorityFee());
    }

    /**
     * What gas costs in a token.
     *
     * @param coinWorth base units of the token that a whole coin is worth; null where nobody said
     * @throws ProblemException BAD_REQUEST where it has to be said: no oracle is asked
     */
    GasQuote quote(Address token, @org.jspecify.annotations.Nullable Amount coinWorth) {
        if (token.isZero()) {
            return GasQuote.inCoin(gasPrice());
        }
        if (coinWorth != null && !coinWorth.isZero()) {
            return new GasQuote(gasPrice(), coinWorth, COIN);
        }
        TokenView view = token(token);
        if (view.playMoney()) {
            return new GasQuote(gasPrice(), Amount.parseDecimal("1", view.decimals()), COIN);
        }
        throw new ProblemException(
                Problem.Code.BAD_REQUEST,
                "say with coinWorth what a coin is worth in " + view.symbol() + ": gas is weighed against it");
    }
}
