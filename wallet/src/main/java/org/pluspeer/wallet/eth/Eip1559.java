package org.pluspeer.wallet.eth;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type 2 transaction (EIP-1559) with an empty access list.
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
        byte[] data)
        implements Transaction {

    /** @throws MalformedException if a number is negative or the priority fee is above the maximum */
    public Eip1559 {
        if (chainId <= 0 || nonce < 0 || gasLimit <= 0 || priorityFee.isMoreThan(maxFee)) {
            throw new MalformedException("not a valid transaction");
        }
        data = data.clone();
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
        return Keccak.hash(new byte[] {2}, Rlp.encode(fields()));
    }

    @Override
    public byte[] encode(Signature signature) {
        List<Object> all = fields();
        all.add(BigInteger.valueOf(signature.yParity()));
        all.add(new BigInteger(1, signature.r().bytes()));
        all.add(new BigInteger(1, signature.s().bytes()));
        return Bytes.concat(new byte[] {2}, Rlp.encode(all));
    }

    private List<Object> fields() {
        List<Object> fields = new ArrayList<>();
        fields.add(BigInteger.valueOf(chainId));
        fields.add(BigInteger.valueOf(nonce));
        fields.add(priorityFee.units());
        fields.add(maxFee.units());
        fields.add(BigInteger.valueOf(gasLimit));
        fields.add(to == null ? new byte[0] : to.bytes());
        fields.add(value.units());
        fields.add(data);
        fields.add(List.of());
        return fields;
    }
}
