package org.pluspeer.market.channel;

import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * What a payer signs to buy content through a channel: so much more is owed if the key opens it.
 *
 * @param base what is owed without any condition since the channel was opened, in base units, below 2^96 with amount
 * @param amount what is owed beyond that if the key is right
 * @param offerHash hash of what is bought, see {@link #offerHash}
 * @param claimBy unix seconds, the last in which the payee may bring it to the chain
 * @param disputeWindow seconds in which a wrong block can be shown after that
 * @param bond what the payee loses for one wrong block, below 2^96
 */
public record ConditionalVoucher(
        Amount base, Amount amount, Hash32 offerHash, long claimBy, int disputeWindow, Amount bond) {
    public static final int MIN_WINDOW = 600;
    public static final int MAX_WINDOW = 30 * 24 * 3600;

    /** @throws MalformedException if a field lies outside the bounds that the contract checks */
    public ConditionalVoucher {
        boolean inRange =
                base.plus(amount).units().bitLength() <= 96 && bond.units().bitLength() <= 96;
        if (!inRange || claimBy <= 0 || disputeWindow < MIN_WINDOW || disputeWindow > MAX_WINDOW) {
            throw new MalformedException("conditional voucher: out of bounds");
        }
    }

    public Eip712.Struct struct(Hash32 channelId) {
        return Eip712.Struct.named("Cond")
                .bytes32("channelId", channelId)
                .uint(96, "base", base)
                .uint(96, "amount", amount)
                .bytes32("offerHash", offerHash)
                .uint(64, "claimBy", claimBy)
                .uint(32, "disputeWindow", disputeWindow)
                .uint(96, "bond", bond)
                .build();
    }

    /**
     * Names what is bought.
     *
     * @param exchangeRoot root over the pairs of ciphertext and plaintext block
     * @param keyHash keccak256 of the key
     * @param size of the content in bytes, at least 1
     * @param blockSize in bytes, a power of two from 256 to 4096
     */
    public static Hash32 offerHash(Hash32 exchangeRoot, Hash32 keyHash, long size, int blockSize) {
        return Keccak.hash(
                exchangeRoot.bytes(), keyHash.bytes(), Words.of(Amount.of(size)), Words.of(Amount.of(blockSize)));
    }
}
