package org.pluspeer.market.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Secp256k1;
import org.pluspeer.wallet.eth.Signature;

/**
 * Where a node is, in its own word and for a day at most. Nobody else can say it, so what others pass on can be old
 * but not invented.
 *
 * @param sequence a higher one replaces
 * @param validUntil unix seconds, the last one in which it holds
 * @param addresses best first, at most 4; none if the node can't be dialled
 * @param signature the node key's
 * @param binding the account that the node answers for; it carries its own signature and may be left out by whoever
 *     passes the record on
 */
public record NodeRecord(
        Address node,
        long sequence,
        long validUntil,
        List<NodeAddress> addresses,
        Signature signature,
        @Nullable NodeBinding binding) {
    public static final int MAX_ADDRESSES = 4;

    /** The longest that a record may hold from now on, in seconds: a day. */
    public static final long MAX_VALIDITY = 24 * 3600;

    /** How far ahead another clock may be, in seconds. */
    public static final long CLOCK_SLACK = 15 * 60;

    /** In bytes on the wire, without and with four of the longest addresses and a binding. */
    static final int LEAST = 104;

    static final int MOST = LEAST + MAX_ADDRESSES * NodeAddress.MOST + 121;

    private static final byte[] ABOUT = "Peer node record, version 1\0".getBytes(StandardCharsets.US_ASCII);

    /** @throws MalformedException if a field is out of bounds, or the binding names another node */
    public NodeRecord {
        addresses = List.copyOf(addresses);
        boolean sound = sequence >= 1 && validUntil >= 1 && !node.isZero() && addresses.size() <= MAX_ADDRESSES;
        if (!sound || (binding != null && !binding.node().equals(node))) {
            throw new MalformedException("node record: a field is out of bounds");
        }
    }

    /** A record that a node makes of itself. */
    public static NodeRecord sign(
            Address node,
            long sequence,
            long validUntil,
            List<NodeAddress> addresses,
            @Nullable NodeBinding binding,
            Function<Hash32, Signature> key) {
        return new NodeRecord(
                node,
                sequence,
                validUntil,
                addresses,
                key.apply(digest(node, sequence, validUntil, addresses)),
                binding);
    }

    /** What the signature is over. */
    public Hash32 digest() {
        return digest(node, sequence, validUntil, addresses);
    }

    /** Whether the node signed it and, where an account is named, that account; and all of it holds now. */
    public boolean holds(long now) {
        return !isOver(now)
                && validUntil <= now + MAX_VALIDITY + CLOCK_SLACK
                && (binding == null || binding.holds(node, now))
                && Secp256k1.verify(digest(), signature, node);
    }

    public boolean isOver(long now) {
        return validUntil < now;
    }

    /** Without the account. */
    public NodeRecord contact() {
        return binding == null ? this : new NodeRecord(node, sequence, validUntil, addresses, signature, null);
    }

    /** Whether it can be dialled as it is, not only through others. */
    public boolean isDirect() {
        return !addresses.isEmpty() && addresses.stream().allMatch(NodeAddress::isDirect);
    }

    void writeTo(WireWriter out) {
        unsigned(out, node, sequence, validUntil, addresses);
        out.signature(signature).flag(binding != null);
        if (binding != null) {
            binding.writeTo(out);
        }
    }

    static NodeRecord read(WireReader in) {
        return new NodeRecord(
                in.address(),
                in.u64(),
                in.u64(),
                in.list(MAX_ADDRESSES, NodeAddress.LEAST, NodeAddress::read),
                in.signature(),
                in.flag() ? NodeBinding.read(in) : null);
    }

    private static Hash32 digest(Address node, long sequence, long validUntil, List<NodeAddress> addresses) {
        WireWriter out = new WireWriter(128).raw(ABOUT);
        unsigned(out, node, sequence, validUntil, addresses);
        return Keccak.hash(out.toBytes());
    }

    private static void unsigned(
            WireWriter out, Address node, long sequence, long validUntil, List<NodeAddress> addresses) {
        out.address(node).u64(sequence).u64(validUntil).u16(addresses.size());
        addresses.forEach(address -> address.writeTo(out));
    }
}
