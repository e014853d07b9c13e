package org.pluspeer.wallet.eth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type 1 transaction (EIP-2930).
 *
 * @param chainId from 1
 * @param nonce from 0
 * @param gasPrice wei per gas
 * @param to null creates a contract
 * @param value wei
 */
public record Eip2930(
        long chainId,
        long nonce,
        Amount gasPrice,
        long gasLimit,
        @Nullable Address to,
        Amount value,
        byte[] data,
        List<AccessEntry> accessList)
        implements Transaction {
    static final int TYPE = 1;

    /** @throws MalformedException if a number is negative */
    public Eip2930 {
        if (chainId <= 0 || nonce < 0 || gasLimit <= 0) {
            throw new MalformedException("not a valid transaction");
        }
        data = data.clone();
        accessList = List.copyOf(accessList);
    }

    @Override
    public byte[] data() {
        return data.clone();
    }

    @Override
    public Amount maxGasCost() {
        return gasPrice.times(gasLimit);
    }

    @Override
    public Hash32 signingHash() {
        return fields().signingHash();
    }

    @Override
    public byte[] encode(Signature signature) {
        return fields().encode(signature);
    }

    static Eip2930 decode(RlpFields fields) {
        return new Eip2930(
                fields.word(),
                fields.word(),
                fields.amount(),
                fields.word(),
                fields.addressOrNone(),
                fields.amount(),
                fields.string(),
                AccessEntry.decode(fields.list()));
    }

    private TypedFields fields() {
        return new TypedFields(TYPE, chainId, nonce)
                .number(gasPrice.units())
                .call(gasLimit, to, value, data, accessList);
    }
}
