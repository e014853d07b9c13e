package org.pluspeer.wallet.eth;

/** Allowances that are signed instead of sent (EIP-2612), in the token's own domain. */
public final class Eip2612 {
    private Eip2612() {}

    /**
     * The spender may take up to the value until the deadline.
     *
     * @param nonce the token's for this owner
     * @param deadline unix seconds, inclusive
     */
    public static Eip712.Struct permit(Address owner, Address spender, Amount value, Amount nonce, long deadline) {
        return Eip712.Struct.named("Permit")
                .address("owner", owner)
                .address("spender", spender)
                .uint(256, "value", value)
                .uint(256, "nonce", nonce)
                .uint(256, "deadline", deadline)
                .build();
    }
}
