package org.pluspeer.market.fetch;

import org.pluspeer.wallet.eth.Address;

/**
 * Who is asked for a content.
 *
 * @param address of the seller's account, or of a node
 */
public record Source(Kind kind, Address address) {
    /** How it is reached. */
    public enum Kind {
        /** The node that speaks for the seller's account. It has everything. */
        SELLER,
        /** A node that says that it holds the content. */
        NODE
    }

    public static Source seller(Address account) {
        return new Source(Kind.SELLER, account);
    }

    public static Source node(Address node) {
        return new Source(Kind.NODE, node);
    }

    /** For people. */
    @Override
    public String toString() {
        return (kind == Kind.SELLER ? "the seller " : "node ") + address;
    }
}
