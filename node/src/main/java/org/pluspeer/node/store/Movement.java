package org.pluspeer.node.store;

import java.util.Optional;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Money that came or went.
 *
 * @param id chosen by who writes it; the same id is the same movement, at most 200 characters
 * @param at unix seconds
 * @param kind a code such as {@code sale}, at most 40 characters
 * @param title plain words, cut at 1000 characters
 * @param amount in the token's base units
 * @param gasFee in wei
 * @param saleId of a purchase or sale, at most 100 characters
 */
public record Movement(
        String id,
        long at,
        String kind,
        String title,
        Address token,
        Amount amount,
        boolean incoming,
        Optional<Hash32> transaction,
        Optional<Amount> gasFee,
        Optional<String> saleId,
        Optional<Hash32> listingId,
        State state) {

    /** The names are in the database. */
    public enum State {
        PENDING,
        DONE,
        FAILED
    }
}
