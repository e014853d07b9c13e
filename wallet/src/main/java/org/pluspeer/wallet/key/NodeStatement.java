package org.pluspeer.wallet.key;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Secp256k1;
import org.pluspeer.wallet.eth.Signature;

/**
 * An account's word that a node speaks for it ({@code NodeKey} in the protocol). A higher sequence replaces.
 *
 * @param node the id of the node: its network key's address
 * @param sequence from 1
 * @param validUntil unix seconds, the last in which it holds
 */
public record NodeStatement(Address account, Address node, long sequence, long validUntil) {
    /** It holds on every chain, so the domain names none. */
    public static final Eip712.Domain DOMAIN = new Eip712.Domain("Peer", "1", null, null);

    /** @throws MalformedException if a number is not positive, or the account is its own node */
    public NodeStatement {
        if (sequence < 1 || validUntil < 1 || account.equals(node)) {
            throw new MalformedException("not a node statement");
        }
    }

    public Eip712.Struct struct() {
        return Eip712.Struct.named("NodeKey")
                .address("account", account)
                .address("node", node)
                .uint(64, "sequence", sequence)
                .uint(64, "validUntil", validUntil)
                .build();
    }

    public Hash32 digest() {
        return Eip712.digest(DOMAIN, struct());
    }

    /**
     * Whether the account said so and it still holds.
     *
     * @param now unix seconds
     */
    public boolean holds(Signature signature, long now) {
        return now <= validUntil && Secp256k1.verify(digest(), signature, account);
    }
}
