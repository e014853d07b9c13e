package org.pluspeer.node.chain;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Eip712;

/**
 * A token as its contract describes itself; a stranger's words, made harmless.
 *
 * @param address the zero address for the chain's own coin
 * @param symbol at most 16 letters
 * @param name at most 64 letters
 * @param decimals 0 to 36
 * @param authorizations whether it takes EIP-3009 authorisations that we can sign
 * @param permits whether it takes EIP-2612 permits that we can sign
 * @param domain in which these are signed; null where it cannot be found out
 */
public record Token(
        Address address,
        String symbol,
        String name,
        int decimals,
        boolean authorizations,
        boolean permits,
        Eip712.@Nullable Domain domain) {
    /** The chain's own coin. */
    public static final Token COIN = new Token(Address.ZERO, "ETH", "Ether", 18, false, false, null);

    public boolean isCoin() {
        return address.isZero();
    }

    public Optional<Eip712.Domain> signingDomain() {
        return Optional.ofNullable(domain);
    }
}
