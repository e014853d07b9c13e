package org.pluspeer.market.listing;

import java.util.List;
import org.pluspeer.wallet.eth.Address;

/**
 * Where the seller's node was when the listing was signed; a hint, since nodes move.
 *
 * @param node the Ethereum-style address of its network key
 * @param addresses {@code host:port}, best first, at most 8
 */
public record Contact(Address node, List<String> addresses) {
    public static final int MAX_ADDRESSES = 8;
    public static final int MAX_ADDRESS = 255;

    public Contact {
        addresses = List.copyOf(addresses);
    }

    /** Whether it may stand for {@code host:port}: 3 to 255 visible ASCII characters, ending in a port of 1 to 65,535. */
    public static boolean isAddress(String text) {
        int colon = text.lastIndexOf(':');
        return text.length() <= MAX_ADDRESS
                && colon > 0
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f)
                && isPort(text.substring(colon + 1));
    }

    private static boolean isPort(String digits) {
        return digits.matches("[1-9][0-9]{0,4}") && Integer.parseInt(digits) <= 65_535;
    }
}
