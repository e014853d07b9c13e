package org.pluspeer.market.channel;

import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * What the contract {@code Channels} holds both sides to; the EIP-712 digest of it names the channel.
 *
 * @param payer gets back what was not spent
 * @param payee gets what vouchers say
 * @param token the zero address for the chain's own coin
 * @param voucherKey whose plain signatures are vouchers; never a contract's answer (ERC-1271)
 * @param challenge seconds that the payee has to answer when the payer leaves
 * @param expiry unix seconds, the last in which a voucher surely counts; 0 for none
 * @param salt random, never used twice
 */
public record ChannelTerms(
        Address payer, Address payee, Address token, Address voucherKey, int challenge, long expiry, Hash32 salt) {
    public static final int MIN_CHALLENGE = 3600;
    public static final int MAX_CHALLENGE = 30 * 24 * 3600;

    /** @throws MalformedException if a field lies outside the bounds that the contract checks */
    public ChannelTerms {
        require(!payee.isZero(), "payee");
        require(!voucherKey.isZero(), "voucherKey");
        require(challenge >= MIN_CHALLENGE && challenge <= MAX_CHALLENGE, "challenge");
        require(expiry >= 0, "expiry");
    }

    public boolean expires() {
        return expiry != 0;
    }

    /** Whether the channel can be ended without a challenge at this time, unix seconds. */
    public boolean hasExpired(long time) {
        return expires() && time > expiry;
    }

    public Eip712.Struct struct() {
        return Eip712.Struct.named("Channel")
                .address("payer", payer)
                .address("payee", payee)
                .address("token", token)
                .address("voucherKey", voucherKey)
                .uint(32, "challenge", challenge)
                .uint(64, "expiry", expiry)
                .bytes32("salt", salt)
                .build();
    }

    /** What the payer's key signs: all that it owes since the channel was opened. */
    public static Eip712.Struct voucher(Hash32 channelId, Amount cumulative) {
        return Eip712.Struct.named("Voucher")
                .bytes32("channelId", channelId)
                .uint(96, "cumulative", cumulative)
                .build();
    }

    private static void require(boolean holds, String field) {
        if (!holds) {
            throw new MalformedException("channel: " + field + " is out of bounds");
        }
    }
}
