package org.pluspeer.wallet.eth;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A type 4 transaction (EIP-7702): its authorisations hand accounts over to a contract's code. Whoever signs one gives
 * the contract everything that the account holds, so the policy refuses it unless it was asked for by its name.
 *
 * @param nonce from 0
 * @param priorityFee wei per gas, for the block's producer
 * @param maxFee wei per gas, all in all; at least the priority fee
 * @param value wei
 * @param authorizations at least one
 */
public record Eip7702(
        long chainId,
        long nonce,
        Amount priorityFee,
        Amount maxFee,
        long gasLimit,
        Address to,
        Amount value,
        byte[] data,
        List<AccessEntry> accessList,
        List<Signed> authorizations)
        implements Transaction {
    static final int TYPE = 4;

    private static final byte MAGIC = 5;
    private static final int FIELDS = 6;

    /** @throws MalformedException if a number is negative, a fee above its maximum, or no account is handed over */
    public Eip7702 {
        if (chainId <= 0 || nonce < 0 || gasLimit <= 0 || priorityFee.isMoreThan(maxFee) || authorizations.isEmpty()) {
            throw new MalformedException("not a valid transaction");
        }
        data = data.clone();
        accessList = List.copyOf(accessList);
        authorizations = List.copyOf(authorizations);
    }

    /**
     * From now on the code at this address acts for the account that signs.
     *
     * @param chainId 0 for every chain
     * @param delegate the zero address takes an earlier one back
     * @param nonce of the account that signs
     */
    public record Authorization(long chainId, Address delegate, long nonce) {
        public Authorization {
            if (chainId < 0 || nonce < 0) {
                throw new MalformedException("not a valid authorisation");
            }
        }

        /** What is signed. */
        public Hash32 digest() {
            return Keccak.hash(new byte[] {MAGIC}, Rlp.encode(fields()));
        }

        private List<Object> fields() {
            return List.of(BigInteger.valueOf(chainId), delegate.bytes(), BigInteger.valueOf(nonce));
        }
    }

    /** An authorisation as a transaction carries it. */
    public record Signed(Authorization authorization, Signature signature) {
        /** Whose account it hands over. */
        public Address authority() {
            return Secp256k1.recover(authorization.digest(), signature);
        }

        private List<Object> fields() {
            List<Object> all = new ArrayList<>(authorization.fields());
            all.addAll(TypedFields.signed(signature));
            return all;
        }

        private static Signed decode(RlpFields fields) {
            return new Signed(new Authorization(fields.word(), fields.address(), fields.word()), fields.signature());
        }
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

    static Eip7702 decode(RlpFields fields) {
        return new Eip7702(
                fields.word(),
                fields.word(),
                fields.amount(),
                fields.amount(),
                fields.word(),
                fields.address(),
                fields.amount(),
                fields.string(),
                AccessEntry.decode(fields.list()),
                authorizations(fields.list()));
    }

    private static List<Signed> authorizations(RlpFields list) {
        List<Signed> all = new ArrayList<>();
        while (list.hasNext()) {
            all.add(Signed.decode(list.list(FIELDS)));
        }
        return all;
    }

    private TypedFields fields() {
        List<Object> signed = new ArrayList<>();
        authorizations.forEach(authorization -> signed.add(authorization.fields()));
        return new TypedFields(TYPE, chainId, nonce)
                .number(priorityFee.units())
                .number(maxFee.units())
                .call(gasLimit, to, value, data, accessList)
                .list(signed);
    }
}
