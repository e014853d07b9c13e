package org.pluspeer.node.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.ExchangeEvent.Accepted;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * The sales that are open after one block, with their terms, as the chain alone tells them: each that was ever accepted,
 * the terms out of the transaction that did it, held to the id that the contract wrote, and the contract's own word on
 * whether it is still open.
 *
 * @param offers in the order of their acceptance
 */
record OpenSales(List<Offer> offers) {
    private static final int SELECTOR = 4;

    OpenSales {
        offers = List.copyOf(offers);
    }

    /**
     * @throws ProblemException {@code CHAIN_UNAVAILABLE} where the chain changed meanwhile, or a sale was begun through
     *     another contract, so that its terms are not where they are looked for
     */
    static OpenSales read(ChainClient chain, Exchange exchange, At at) {
        long last =
                switch (at) {
                    case At.Block block -> block.number();
                    case At.Latest _ -> chain.head().number();
                    case At.Hash hash ->
                        chain.block(hash.hash())
                                .orElseThrow(OpenSales::unreadable)
                                .number();
                };
        List<Offer> open = new ArrayList<>();
        for (ExchangeEvent event : exchange.events(0, last).orElseThrow(OpenSales::unreadable)) {
            if (event instanceof Accepted accepted && isOpen(exchange.saleOf(accepted.offerId(), at))) {
                open.add(terms(chain, accepted));
            }
        }
        return new OpenSales(open);
    }

    /** Prices and bonds, in base units. */
    Amount escrowed(Address token) {
        return offers.stream()
                .filter(offer -> offer.token().equals(token))
                .map(offer -> offer.price().plus(offer.bond()))
                .reduce(Amount.ZERO, Amount::plus);
    }

    private static boolean isOpen(Exchange.Standing sale) {
        return switch (sale.state()) {
            case ACCEPTED, REVEALED -> true;
            case NONE, ENDED -> false;
        };
    }

    /** Every way of accepting has the offer as its first argument. */
    private static Offer terms(ChainClient chain, Accepted accepted) {
        return chain.input(accepted.origin().transaction())
                .filter(data -> data.length > SELECTOR)
                .map(data -> new Returned(Arrays.copyOfRange(data, SELECTOR, data.length)))
                .flatMap(OpenSales::offer)
                .filter(offer -> offer.id(chain.chainId(), Exchange.ADDRESS).equals(accepted.offerId()))
                .orElseThrow(OpenSales::unreadable);
    }

    private static Optional<Offer> offer(Returned words) {
        try {
            return Optional.of(new Offer(
                    account(words, 0),
                    account(words, 1),
                    account(words, 2),
                    account(words, 3),
                    word(words, 4),
                    amount(words, 5),
                    amount(words, 6),
                    amount(words, 7),
                    number(words, 8, Long.MAX_VALUE),
                    (int) number(words, 9, Integer.MAX_VALUE),
                    (int) number(words, 10, Integer.MAX_VALUE),
                    word(words, 11),
                    word(words, 12),
                    number(words, 13, Long.MAX_VALUE),
                    (int) number(words, 14, Integer.MAX_VALUE),
                    word(words, 15),
                    word(words, 16),
                    word(words, 17),
                    word(words, 18)));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private static Hash32 word(Returned words, int index) {
        return words.word(index).orElseThrow(() -> new MalformedException("an offer is cut short"));
    }

    private static Amount amount(Returned words, int index) {
        return words.amount(index).orElseThrow(() -> new MalformedException("an offer is cut short"));
    }

    private static Address account(Returned words, int index) {
        return words.address(index).orElseThrow(() -> new MalformedException("an offer names no account"));
    }

    private static long number(Returned words, int index, long most) {
        return words.number(index, most).orElseThrow(() -> new MalformedException("an offer is out of bounds"));
    }

    private static ProblemException unreadable() {
        return new ProblemException(Code.CHAIN_UNAVAILABLE, "The terms of an open sale cannot be read from the chain.");
    }
}
