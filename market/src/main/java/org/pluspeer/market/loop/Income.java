package org.pluspeer.market.loop;

import java.util.Optional;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Money that was earned and that nobody can call back: what brought it is in a final block.
 *
 * @param id names it; the same is the same money
 * @param source what it came from, such as {@code data}
 * @param amount base units of the token
 * @param from who paid
 * @param listing what was sold; empty for what is no listing's
 * @param at unix seconds
 */
public record Income(
        String id, String source, Address token, Amount amount, Address from, Optional<Hash32> listing, long at) {}
