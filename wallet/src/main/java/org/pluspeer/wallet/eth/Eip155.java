package org.pluspeer.wallet.eth;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of before there were types, bound to one chain (EIP-155). One without a chain holds on every chain, so
 * there is none here.
 *
 * @param chainId from 1 to 2^62 - 19, so that v has room for it
 * @param nonce from 0
 * @param gasPrice wei per gas
 * @param to null creates a contract
 * @param value wei
 */
public record Eip155(
        long chainId,
        long nonce,
        Amount gasPrice,
        long gasLimit,
        @Nullable Address to,
        Amount value,
        byte[] data) implements Transaction {
    private static final int V_OFFSET = 35;
    private static final long MAX_CHAIN = (1L << 62) - V_OFFSET / 2 - 2;

    /** @throws MalformedException if a number is negative or past its range */
    public Eip155 {
        if (chainId <= 0 || chainId > MAX_CHAIN || nonce < 0 || gasLimit <= 0) {
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
        return gasPrice.times(gasLimit);
    }

    @Override
    public Hash32 signingHash() {
        List<Object> all = fields();
        all.addAll(List.of(BigInteger.valueOf(chainId), BigInteger.ZERO, BigInteger.ZERO));
        return Keccak.hash(Rlp.encode(all));
    }

    @Override
    public byte[] encode(Signature signature) {
        List<Object> all = fields();
        all.add(BigInteger.valueOf(2 * chainId + V_OFFSET + signature.yParity()));
        all.add(new BigInteger(1, signature.r().bytes()));
        all.add(new BigInteger(1, signature.s().bytes()));
        return Rlp.encode(all);
    }

    /** The nine fields of a signed one. */
    static SignedTransaction decode(RlpFields fields) {
        long nonce = fields.word();
        Amount gasPrice = fields.amount();
        long gasLimit = fields.word();
        Address to = fields.addressOrNone();
        Amount value = fields.amount();
        byte[] data = fields.string();
        long v = fields.word();
        if (v < V_OFFSET) {
            throw new MalformedException("a transaction without a chain id would hold on every chain");
        }
        Signature signature = fields.signature((v - V_OFFSET) % 2);
        return new SignedTransaction(
                new Eip155((v - V_OFFSET) / 2, nonce, gasPrice, gasLimit, to, value, data), signature);
    }

    private List<Object> fields() {
        List<Object> fields = new ArrayList<>();
        fields.add(BigInteger.valueOf(nonce));
        fields.add(gasPrice.units());
        fields.add(BigInteger.valueOf(gasLimit));
        fields.add(to == null ? new byte[0] : to.bytes());
        fields.add(value.units());
        fields.add(data);
        return fields;
    }
}
