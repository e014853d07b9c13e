package org.pluspeer.wallet.eth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type 2 transaction (EIP-1559).
 *
 * @param nonce from 0
 * @param priorityFee wei per gas, for the block's producer
 * @param maxFee wei per gas, all in all; at least the priority fee
 * @param to null creates a contract
 * @param value wei
 */
public record Eip1559(
        long chainId,
        long nonce,
        Amount priorityFee,
        Amount maxFee,
        long gasLimit,
        @Nullable Address to,
        Amount value,
        byte[] data,
        List<AccessEntry> accessList)
        implements Transaction {
    static final int TYPE = 2;

    /** @throws MalformedException if a number is negative or the priority fee is above the maximum */
    public Eip1559 {
        if (chainId <= 0 || nonce < 0 || gasLimit <= 0 || priorityFee.isMoreThan(maxFee)) {
            throw new MalformedException("not a valid transaction");
        }
        data = data.clone();
        accessList = List.copyOf(accessList);
    }

    /** With an empty access list. */
    public Eip1559(
            long chainId,
            long nonce,
            Amount priorityFee,
            Amount maxFee,
            long gasLimit,
            @Nullable Address to,
            Amount value,
            byte[] data) {
        this(chainId, nonce, priorityFee, maxFee, gasLimit, to, value, data, List.of());
    }

    @Override
    public byte[] data() {
        return data.clone();
    }

    @Override
    public Amount maxGasCost() {
        return maxFee.times(gasLimit);
    }

    @Override
    public Hash32 signingHash() {
        return fields().signingHash();
    }

    @Override
    public byte[] encode(Signature signature) {
        return fields().encode(signature);
    }

    static Eip1559 decode(RlpFields fields) {
        return new Eip1559(
                fields.word(),
                fields.word(),
                fields.amount(),
                fields.amount(),
                fields.word(),
                fields.addressOrNone(),
                fields.amount(),
                fields.string(),
                AccessEntry.decode(fields.list()));
    }

    private TypedFields fields() {
        return new TypedFields(TYPE, chainId, nonce)
                .number(priorityFee.units())
                .number(maxFee.units())
                .call(gasLimit, to, value, data, accessList);
    }
}
