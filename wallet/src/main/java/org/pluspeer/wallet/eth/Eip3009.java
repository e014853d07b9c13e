package org.pluspeer.wallet.eth;

/** Transfers that are signed instead of sent (EIP-3009), in the token's own domain; each nonce holds once. */
public final class Eip3009 {
    private Eip3009() {}

    /**
     * Anybody may make the transfer.
     *
     * @param validAfter unix seconds, exclusive
     * @param validBefore unix seconds, exclusive
     */
    public static Eip712.Struct transferWithAuthorization(
            Address from, Address to, Amount value, long validAfter, long validBefore, Hash32 nonce) {
        return authorization("TransferWithAuthorization", from, to, value, validAfter, validBefore, nonce);
    }

    /** As {@link #transferWithAuthorization}, but only {@code to} may make it: nobody can run ahead of it. */
    public static Eip712.Struct receiveWithAuthorization(
            Address from, Address to, Amount value, long validAfter, long validBefore, Hash32 nonce) {
        return authorization("ReceiveWithAuthorization", from, to, value, validAfter, validBefore, nonce);
    }

    /** Takes one back that was not used yet. */
    public static Eip712.Struct cancelAuthorization(Address authorizer, Hash32 nonce) {
        return Eip712.Struct.named("CancelAuthorization")
                .address("authorizer", authorizer)
                .bytes32("nonce", nonce)
                .build();
    }

    private static Eip712.Struct authorization(
            String name, Address from, Address to, Amount value, long validAfter, long validBefore, Hash32 nonce) {
        return Eip712.Struct.named(name)
                .address("from", from)
                .address("to", to)
                .uint(256, "value", value)
                .uint(256, "validAfter", validAfter)
                .uint(256, "validBefore", validBefore)
                .bytes32("nonce", nonce)
                .build();
    }
}
