package org.pluspeer.wallet.eth;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a typed transaction (EIP-2718) in the order they are written, and what every type does with them. */
final class TypedFields {
    private final byte type;
    private final List<Object> fields = new ArrayList<>();

    TypedFields(int type, long chainId, long nonce) {
        this.type = (byte) type;
        number(BigInteger.valueOf(chainId)).number(BigInteger.valueOf(nonce));
    }

    TypedFields number(BigInteger number) {
        fields.add(number);
        return this;
    }

    /** Gas limit, receiver, value, data and access list: the same in every type. */
    TypedFields call(long gasLimit, @Nullable Address to, Amount value, byte[] data, List<AccessEntry> accessList) {
        fields.add(BigInteger.valueOf(gasLimit));
        fields.add(to == null ? new byte[0] : to.bytes());
        fields.add(value.units());
        fields.add(data);
        fields.add(AccessEntry.encode(accessList));
        return this;
    }

    TypedFields list(List<Object> list) {
        fields.add(list);
        return this;
    }

    Hash32 signingHash() {
        return Keccak.hash(new byte[] {type}, Rlp.encode(fields));
    }

    byte[] encode(Signature signature) {
        List<Object> all = new ArrayList<>(fields);
        all.addAll(signed(signature));
        return Bytes.concat(new byte[] {type}, Rlp.encode(all));
    }

    static List<Object> signed(Signature signature) {
        return List.of(
                BigInteger.valueOf(signature.yParity()),
                new BigInteger(1, signature.r().bytes()),
                new BigInteger(1, signature.s().bytes()));
    }
}
