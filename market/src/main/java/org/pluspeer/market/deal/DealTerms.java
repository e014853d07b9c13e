package org.pluspeer.market.deal;

import org.pluspeer.market.content.ContentShape;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * What a provider signs for one client: the whole of the terms that the contract {@code StorageDeals} holds both to.
 *
 * @param token the zero address for the chain's own coin
 * @param root content root of the replica, which is encrypted for this provider alone
 * @param size of the replica in bytes, below 2^48
 * @param epochs 1 to 104
 * @param epochBlocks length of an epoch, a multiple of 256
 * @param windowBlocks blocks after an epoch in which it can be proven, 128 to 65,535 and at most epochBlocks
 * @param samples leaves to show each epoch, 1 to 8
 * @param maxMissed epochs that may be missed without default, below epochs
 * @param pricePerEpoch in base units of the token, at least 1 and below 2^96, like the next three below 2^96
 * @param collateral what the provider puts in, at least maxMissed * penalty
 * @param penalty forfeited for each missed epoch up to maxMissed
 * @param repairCost what replacing the replica costs the client beside the price
 * @param acceptBy the last second, chain time, in which the client may open the deal
 * @param predecessor the deal that this one renews; zero if none
 * @param nonce random, never used twice
 */
public record DealTerms(
        Address client,
        Address provider,
        Address token,
        Hash32 root,
        long size,
        int epochs,
        int epochBlocks,
        int windowBlocks,
        int samples,
        int maxMissed,
        Amount pricePerEpoch,
        Amount collateral,
        Amount penalty,
        Amount repairCost,
        long acceptBy,
        Hash32 predecessor,
        Hash32 nonce) {

    /** Blocks between two that leaves can be drawn from. */
    public static final int GRID = 256;

    public static final int MAX_EPOCHS = 104;
    public static final int MIN_WINDOW = 128;
    public static final int MAX_WINDOW = 65_535;
    public static final int MAX_EPOCH_BLOCKS = 65_535 * GRID;
    public static final int MAX_SAMPLES = 8;
    public static final long MAX_SIZE = (1L << 48) - 1;

    private static final int MONEY_BITS = 96;

    /** @throws MalformedException if a field lies outside the bounds that the contract checks */
    public DealTerms {
        require(size >= 1 && size <= MAX_SIZE, "size");
        require(epochs >= 1 && epochs <= MAX_EPOCHS, "epochs");
        require(epochBlocks >= GRID && epochBlocks <= MAX_EPOCH_BLOCKS && epochBlocks % GRID == 0, "epochBlocks");
        int longest = Math.min(epochBlocks, MAX_WINDOW);
        require(windowBlocks >= MIN_WINDOW && windowBlocks <= longest, "windowBlocks");
        require(samples >= 1 && samples <= MAX_SAMPLES, "samples");
        require(maxMissed >= 0 && maxMissed < epochs, "maxMissed");
        require(!pricePerEpoch.isZero() && isMoney(pricePerEpoch), "pricePerEpoch");
        require(isMoney(collateral) && isMoney(penalty) && isMoney(repairCost), "collateral, penalty or repairCost");
        require(!collateral.isLessThan(penalty.times(maxMissed)), "collateral");
        require(acceptBy > 0, "acceptBy");
    }

    /** The domain in which deals and early ends are signed. */
    public static Eip712.Domain domain(long chainId, Address storageDeals) {
        return new Eip712.Domain("Peer StorageDeals", "1", chainId, storageDeals);
    }

    public Eip712.Struct struct() {
        return Eip712.Struct.named("Deal")
                .address("client", client)
                .address("provider", provider)
                .address("token", token)
                .bytes32("root", root)
                .uint(64, "size", size)
                .uint(32, "epochs", epochs)
                .uint(32, "epochBlocks", epochBlocks)
                .uint(32, "windowBlocks", windowBlocks)
                .uint(32, "samples", samples)
                .uint(32, "maxMissed", maxMissed)
                .uint(MONEY_BITS, "pricePerEpoch", pricePerEpoch)
                .uint(MONEY_BITS, "collateral", collateral)
                .uint(MONEY_BITS, "penalty", penalty)
                .uint(MONEY_BITS, "repairCost", repairCost)
                .uint(64, "acceptBy", acceptBy)
                .bytes32("predecessor", predecessor)
                .bytes32("nonce", nonce)
                .build();
    }

    /** Names the deal everywhere: the EIP-712 digest of the terms. */
    public Hash32 id(long chainId, Address storageDeals) {
        return Eip712.digest(domain(chainId, storageDeals), struct());
    }

    /** What the client pays when the deal opens. */
    public Amount price() {
        return pricePerEpoch.times(epochs);
    }

    /** How the replica falls into leaves. */
    public ContentShape shape() {
        return new ContentShape(size, ContentShape.LEAF);
    }

    private static boolean isMoney(Amount amount) {
        return amount.units().bitLength() <= MONEY_BITS;
    }

    private static void require(boolean holds, String field) {
        if (!holds) {
            throw new MalformedException("deal: " + field + " is out of bounds");
        }
    }
}
