package org.pluspeer.node.x402;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * A service that the owner sells by the call, or a file that is sold by x402.
 *
 * @param url where callers ask
 * @param target the service behind it; empty for a file
 * @param file name of the file; absent for a service
 * @param price base units, for one call
 * @param calls that were paid for
 * @param earned base units, taken on the chain
 * @param owed base units of calls that were answered and whose payment is being taken
 * @param since unix seconds
 * @param lastAt unix seconds of the last payment; absent before the first
 */
public record ServiceView(
        String name,
        String url,
        String target,
        @Nullable String file,
        String title,
        String description,
        Amount price,
        TokenView token,
        Address payee,
        Hash32 listing,
        long calls,
        Amount earned,
        Amount owed,
        long since,
        @Nullable Long lastAt) {

    /** Those that can be called now. */
    public record All(List<ServiceView> services) {}

    /** The end of one. */
    public record Ended(String name, boolean ended) {}
}
