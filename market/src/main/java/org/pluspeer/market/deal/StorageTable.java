package org.pluspeer.market.deal;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.market.listing.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * What a provider asks for storage. It is the content of a listing of kind {@code storage}, in RFC 8785 form, and shown
 * whole as that listing's sample, so the provider has signed it. All terms of a deal but how long it runs follow from it.
 *
 * @param token what it is paid in; the zero address for the chain's coin
 * @param perTib30Days price of a TiB for 30 days, base units
 * @param perEpoch price of an epoch of a deal whatever its size: what a proof's gas costs
 * @param collateralPerTib base units
 * @param epochBlocks blocks of an epoch
 * @param windowBlocks blocks in which an epoch can be proven
 * @param epochSeconds what an epoch counts for in the price
 * @param samples leaves an epoch
 * @param maxMissed epochs that may be missed without default
 * @param penaltyPrices what a missed epoch costs, in prices of an epoch
 * @param largest bytes of one replica
 * @param mostEpochs of one deal
 * @param retrievalPerGib what its client pays for having 2^30 bytes of a replica back, base units; null: nothing. Written
 *     where it is there alone, so that who does not know of it takes the table for none
 */
public record StorageTable(
        Address token,
        Amount perTib30Days,
        Amount perEpoch,
        Amount collateralPerTib,
        int epochBlocks,
        int windowBlocks,
        long epochSeconds,
        int samples,
        int maxMissed,
        int penaltyPrices,
        long largest,
        int mostEpochs,
        @Nullable Amount retrievalPerGib) {
    /** Of the listing that it is the content of. */
    public static final String MEDIA_TYPE = "application/vnd.peer.storage-table+json";

    public static final long THIRTY_DAYS = 30L * 24 * 3600;

    private static final BigInteger TIB = BigInteger.ONE.shiftLeft(40);
    private static final int MONEY_BITS = 88;

    /** @throws MalformedException if a field is out of bounds */
    public StorageTable {
        boolean retrieval = retrievalPerGib == null
                || (!retrievalPerGib.isZero() && retrievalPerGib.units().bitLength() <= MONEY_BITS);
        boolean money = perTib30Days.units().bitLength() <= MONEY_BITS
                && perEpoch.units().bitLength() <= MONEY_BITS
                && collateralPerTib.units().bitLength() <= MONEY_BITS;
        boolean time = epochBlocks >= DealTerms.GRID
                && epochBlocks % DealTerms.GRID == 0
                && epochBlocks <= DealTerms.MAX_EPOCH_BLOCKS
                && windowBlocks >= DealTerms.MIN_WINDOW
                && windowBlocks <= Math.min(epochBlocks, DealTerms.MAX_WINDOW)
                && epochSeconds >= 1
                && epochSeconds <= 366L * 24 * 3600;
        boolean strictness = samples >= 1
                && samples <= DealTerms.MAX_SAMPLES
                && maxMissed >= 0
                && maxMissed < DealTerms.MAX_EPOCHS
                && penaltyPrices >= 0
                && penaltyPrices <= 100;
        boolean extent =
                largest >= 1 && largest <= DealTerms.MAX_SIZE && mostEpochs >= 1 && mostEpochs <= DealTerms.MAX_EPOCHS;
        if (!retrieval || !money || !time || !strictness || !extent) {
            throw new MalformedException("storage table: a field is out of bounds");
        }
    }

    /** As the listing carries it: RFC 8785. */
    public byte[] bytes() {
        Map<String, Json> members = new HashMap<>(Map.ofEntries(
                Map.entry("token", new Json.Text(token.hex())),
                Map.entry("perTib30Days", new Json.Text(perTib30Days.toString())),
                Map.entry("perEpoch", new Json.Text(perEpoch.toString())),
                Map.entry("collateralPerTib", new Json.Text(collateralPerTib.toString())),
                Map.entry("epochBlocks", new Json.Whole(epochBlocks)),
                Map.entry("windowBlocks", new Json.Whole(windowBlocks)),
                Map.entry("epochSeconds", new Json.Whole(epochSeconds)),
                Map.entry("samples", new Json.Whole(samples)),
                Map.entry("maxMissed", new Json.Whole(maxMissed)),
                Map.entry("penaltyPrices", new Json.Whole(penaltyPrices)),
                Map.entry("largest", new Json.Whole(largest)),
                Map.entry("mostEpochs", new Json.Whole(mostEpochs))));
        if (retrievalPerGib != null) {
            members.put("retrievalPerGib", new Json.Text(retrievalPerGib.toString()));
        }
        return new Json.Members(members).canonical();
    }

    /** What having a replica back costs. */
    public Rate retrieval() {
        return new Rate(token, retrievalPerGib == null ? Amount.ZERO : retrievalPerGib);
    }

    /** Epochs that cover so many seconds; at least one. */
    public long epochsFor(long seconds) {
        return Math.max(1, Math.ceilDiv(seconds, epochSeconds));
    }

    /** Whether a replica of so many bytes for so many epochs is within it. */
    public boolean covers(long size, long epochs) {
        return size >= 1 && size <= largest && epochs >= 1 && epochs <= mostEpochs;
    }

    /** What an epoch of so many bytes costs: {@code perEpoch + perTib30Days * size * epochSeconds / (2^40 * 30 d)}, rounded up, 1 or more. */
    public Amount pricePerEpoch(long size) {
        BigInteger product =
                perTib30Days.units().multiply(BigInteger.valueOf(size)).multiply(BigInteger.valueOf(epochSeconds));
        Amount kept = new Amount(ceil(product, TIB.multiply(BigInteger.valueOf(THIRTY_DAYS))));
        Amount price = perEpoch.plus(kept);
        return price.isZero() ? Amount.of(1) : price;
    }

    /** Who deals with whom about what. */
    public record Parties(Address client, Address provider, Replica replica) {}

    /**
     * The terms that follow from it.
     *
     * @param epochs as {@link #covers} has them
     * @param acceptBy unix seconds, chain time
     * @param predecessor of a renewal; else zero
     */
    public DealTerms terms(Parties parties, int epochs, long acceptBy, Hash32 predecessor, Hash32 nonce) {
        long size = parties.replica().size();
        Amount price = pricePerEpoch(size);
        Amount penalty = price.times(penaltyPrices);
        int missable = Math.min(maxMissed, epochs - 1);
        Amount needed = penalty.times(missable + 1);
        Amount bySize = new Amount(ceil(collateralPerTib.units().multiply(BigInteger.valueOf(size)), TIB));
        return new DealTerms(
                parties.client(),
                parties.provider(),
                token,
                parties.replica().root(),
                size,
                epochs,
                epochBlocks,
                windowBlocks,
                samples,
                missable,
                price,
                bySize.isLessThan(needed) ? needed : bySize,
                penalty,
                price,
                acceptBy,
                predecessor,
                nonce);
    }

    /**
     * Whether terms that a client proposes are those of this table; how long it runs, until when it can be opened and
     * the nonce are the client's.
     */
    public boolean gives(DealTerms terms) {
        Parties parties = new Parties(terms.client(), terms.provider(), new Replica(terms.root(), terms.size()));
        return covers(terms.size(), terms.epochs())
                && terms(parties, terms.epochs(), terms.acceptBy(), terms.predecessor(), terms.nonce())
                        .equals(terms);
    }

    private static BigInteger ceil(BigInteger dividend, BigInteger divisor) {
        return dividend.add(divisor.subtract(BigInteger.ONE)).divide(divisor);
    }
}
