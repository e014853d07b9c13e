package org.pluspeer.wallet.eth;

import java.util.Arrays;
import java.util.List;

/** A transaction as it goes to a chain. */
public record SignedTransaction(Transaction transaction, Signature signature) {
    private static final int MAX_SIZE = 1 << 20;
    private static final int LIST = 0xc0;

    /**
     * Reads a signed transaction: before there were types (with a chain id), or type 1, 2 or 4.
     *
     * @throws MalformedException for any other, for more than a mebibyte, and for bytes that no chain would take
     */
    public static SignedTransaction decode(byte[] encoded) {
        if (encoded.length == 0 || encoded.length > MAX_SIZE) {
            throw new MalformedException("a transaction has 1 to " + MAX_SIZE + " bytes, not " + encoded.length);
        }
        int type = encoded[0] & 0xff;
        return switch (type) {
            case Eip2930.TYPE -> typed(fields(encoded, 11), Eip2930::decode);
            case Eip1559.TYPE -> typed(fields(encoded, 12), Eip1559::decode);
            case Eip7702.TYPE -> typed(fields(encoded, 13), Eip7702::decode);
            default -> {
                if (type < LIST) {
                    throw new MalformedException("this wallet does not know transactions of type " + type);
                }
                yield Eip155.decode(root(encoded, 9));
            }
        };
    }

    /** Whose it is. */
    public Address from() {
        return Secp256k1.recover(transaction.signingHash(), signature);
    }

    /** The name that the chain gives it. */
    public Hash32 hash() {
        return Keccak.hash(encoded());
    }

    public byte[] encoded() {
        return transaction.encode(signature);
    }

    private static SignedTransaction typed(
            RlpFields fields, java.util.function.Function<RlpFields, Transaction> decode) {
        Transaction transaction = decode.apply(fields);
        return new SignedTransaction(transaction, fields.signature());
    }

    private static RlpFields fields(byte[] encoded, int count) {
        return root(Arrays.copyOfRange(encoded, 1, encoded.length), count);
    }

    private static RlpFields root(byte[] rlp, int count) {
        return new RlpFields(List.of(Rlp.decode(rlp))).list(count);
    }
}
