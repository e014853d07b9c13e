package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Secp256k1;
import org.pluspeer.wallet.eth.Signature;

/**
 * An account's signed word that a node answers for it: the EIP-712 structure {@code NodeKey}, good on every chain.
 *
 * @param node the Ethereum-style address of the node's network key
 * @param sequence a higher one replaces, whatever its node
 * @param validUntil unix seconds
 * @param signature the account's
 */
public record NodeBinding(Address account, Address node, long sequence, long validUntil, Signature signature) {
    /** The domain in which an account binds its nodes. */
    public static final Eip712.Domain DOMAIN = new Eip712.Domain("Peer", "1", null, null);

    /** @throws MalformedException if a field is out of bounds */
    public NodeBinding {
        if (sequence < 1 || validUntil < 1 || account.isZero() || node.isZero()) {
            throw new MalformedException("node binding: a field is out of bounds");
        }
    }

    /** What the account signs. */
    public static Eip712.Struct struct(Address account, Address node, long sequence, long validUntil) {
        return Eip712.Struct.named("NodeKey")
                .address("account", account)
                .address("node", node)
                .uint(64, "sequence", sequence)
                .uint(64, "validUntil", validUntil)
                .build();
    }

    /** The EIP-712 digest that the signature is over. */
    public Hash32 digest() {
        return Eip712.digest(DOMAIN, struct(account, node, sequence, validUntil));
    }

    /** Whether the account signed it, for this node, and it has not run out. */
    public boolean holds(Address speaker, long now) {
        return node.equals(speaker) && validUntil >= now && Secp256k1.verify(digest(), signature, account);
    }

    void writeTo(WireWriter out) {
        out.address(account).address(node).u64(sequence).u64(validUntil).signature(signature);
    }

    static NodeBinding read(WireReader in) {
        return new NodeBinding(in.address(), in.address(), in.u64(), in.u64(), in.signature());
    }
}
