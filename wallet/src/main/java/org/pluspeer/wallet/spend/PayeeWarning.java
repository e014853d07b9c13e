package org.pluspeer.wallet.spend;

import java.util.Collection;
import java.util.Optional;
import org.pluspeer.wallet.eth.Address;

/** What somebody who pays should see before saying yes. */
public enum PayeeWarning {
    /** Nothing was ever sent there from this wallet. */
    FIRST_PAYMENT,
    /** It has the head and tail of an address that is known here, and another middle. */
    LOOK_ALIKE,
    /** There is code at the address; not every contract can give back what it gets. */
    CONTRACT,
    /** It is a token's own contract, which keeps what it gets for ever. */
    TOKEN_CONTRACT,
    /** It is one of one's own accounts. */
    OWN_ACCOUNT,
    /** Nothing of this money is left afterwards. */
    WHOLE_BALANCE;

    /** Hexadecimal digits at either end that people compare. */
    private static final int SHOWN = 4;

    /**
     * Of the known addresses, one that this could be mistaken for: people compare the ends, and whoever makes addresses
     * in great numbers finds one with the same ends.
     */
    public static Optional<Address> mistakable(Address address, Collection<Address> known) {
        if (known.contains(address)) {
            return Optional.empty();
        }
        return known.stream()
                .filter(other -> looksLike(address, other))
                .sorted()
                .findFirst();
    }

    private static boolean looksLike(Address one, Address other) {
        String a = one.hex().substring(2);
        String b = other.hex().substring(2);
        return a.regionMatches(0, b, 0, SHOWN) && a.regionMatches(a.length() - SHOWN, b, b.length() - SHOWN, SHOWN);
    }
}
