package org.pluspeer.node.trade;

import java.util.function.BooleanSupplier;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.market.sale.PaymentMethod;
import org.pluspeer.market.sale.Venue;
import org.pluspeer.node.account.TokenBook;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.BlockRef;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.FinalReads;
import org.pluspeer.node.chain.Token;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.sale.SaleChain;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What sales read off the chain. */
public final class ChainView implements SaleChain {
    private static final int FINALITY_DEPTH = 64;

    private final Venue venue;
    private final ChainClient chain;
    private final Exchange exchange;
    private final Tokens tokens;
    private final TokenBook book;
    private final BooleanSupplier caughtUp;

    /** @param caughtUp whether the chain was followed up to its head */
    public ChainView(
            Venue venue,
            ChainClient chain,
            Exchange exchange,
            Tokens tokens,
            TokenBook book,
            BooleanSupplier caughtUp) {
        this.venue = venue;
        this.chain = chain;
        this.exchange = exchange;
        this.tokens = tokens;
        this.book = book;
        this.caughtUp = caughtUp;
    }

    @Override
    public boolean isCaughtUp() {
        return caughtUp.getAsBoolean();
    }

    @Override
    public Venue venue() {
        return venue;
    }

    @Override
    public ChainTime now() {
        BlockRef head = chain.head();
        BlockRef finalized = finalized(chain, head);
        return new ChainTime(head.time(), finalized.number(), finalized.time());
    }

    @Override
    public boolean isPaidForGood(Hash32 offerId, long block) {
        return exchange.hadBegun(offerId, finalized(chain.agreed(), chain.head()), block);
    }

    private static BlockRef finalized(FinalReads asked, BlockRef head) {
        return asked.finalized()
                .or(() -> asked.block(Math.max(0, head.number() - FINALITY_DEPTH)))
                .orElse(head);
    }

    @Override
    public Amount balance(Address account, Address token) {
        return tokens.balance(token, account, At.LATEST);
    }

    @Override
    public Amount ledger(Address account, Address token) {
        return exchange.ledger(account, token, At.LATEST);
    }

    @Override
    public Amount gasPrice() {
        // A block can raise the base fee by an eighth; twice of it holds for six full blocks in a row.
        var fees = chain.fees();
        return fees.baseFee().times(2).plus(fees.priorityFee());
    }

    @Override
    public PaymentMethod methodFor(Address token) {
        if (token.isZero()) {
            return PaymentMethod.COIN;
        }
        boolean signed = tokens.find(token).map(Token::authorizations).orElse(false);
        return signed ? PaymentMethod.AUTHORIZATION : PaymentMethod.ALLOWANCE;
    }

    @Override
    public TokenView token(Address address) {
        return book.find(address).orElse(new TokenView(address, "?", address.checksummed(), 0, false));
    }
}
