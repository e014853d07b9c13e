package org.pluspeer.wallet.eth;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a decoded RLP list apart, field by field; what is not as it should be is a {@link MalformedException}. */
final class RlpFields {
    private final List<?> items;
    private int at;

    RlpFields(List<?> items) {
        this.items = items;
    }

    boolean hasNext() {
        return at < items.size();
    }

    byte[] string() {
        if (next() instanceof byte[] bytes) {
            return bytes;
        }
        throw malformed();
    }

    RlpFields list() {
        if (next() instanceof List<?> list) {
            return new RlpFields(list);
        }
        throw malformed();
    }

    RlpFields list(int size) {
        RlpFields list = list();
        if (list.items.size() != size) {
            throw malformed();
        }
        return list;
    }

    Address address() {
        return Address.of(string());
    }

    /** Null where the field is empty: a new contract. */
    @Nullable
    Address addressOrNone() {
        byte[] bytes = string();
        return bytes.length == 0 ? null : Address.of(bytes);
    }

    /** Without leading zeros, at most 256 bits. */
    BigInteger number() {
        byte[] bytes = string();
        if (bytes.length > Hash32.LENGTH || (bytes.length > 0 && bytes[0] == 0)) {
            throw malformed();
        }
        return new BigInteger(1, bytes);
    }

    long word() {
        BigInteger number = number();
        if (number.bitLength() > 63) {
            throw malformed();
        }
        return number.longValue();
    }

    Amount amount() {
        return new Amount(number());
    }

    /** y parity, r and s. */
    Signature signature() {
        long parity = word();
        return signature(parity);
    }

    Signature signature(long parity) {
        if (parity < 0 || parity > 1) {
            throw malformed();
        }
        return new Signature(Eip712.word(number()), Eip712.word(number()), (int) parity);
    }

    private Object next() {
        if (at == items.size()) {
            throw malformed();
        }
        return items.get(at++);
    }

    private static MalformedException malformed() {
        return new MalformedException("not a transaction: a field is missing or is of another kind");
    }
}
