package org.pluspeer.node.deal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * A deal in which we keep another's bytes.
 *
 * @param state receiving, securing, signing, offered, storing, proving, closing, ended, expired or declined
 * @param words the same for people
 * @param size bytes of the replica
 * @param received of them so far
 * @param held whether it is all there; null where it has not come or is not needed any more
 * @param given null where the replica is for its client alone
 * @param earned credited or about to be, base units
 * @param trouble what the owner should know
 */
public record HostedView(
        Hash32 id,
        String state,
        String words,
        Address client,
        long size,
        long received,
        @Nullable Boolean held,
        int epochs,
        int proven,
        int missed,
        TokenView token,
        Amount price,
        Amount collateral,
        Amount earned,
        long begunAt,
        @Nullable Long nextChallenge,
        @Nullable GivenView given,
        @Nullable String trouble) {

    /**
     * Ciphertext of a listing that lies in the replica and is given on to buyers.
     *
     * @param bytes of it that were given on since the node started
     */
    public record GivenView(Hash32 exchangeRoot, long bytes) {}

    /**
     * What is offered and kept.
     *
     * @param space bytes that may be taken; 0 where nothing is offered
     * @param used bytes of them that are promised
     * @param ledger what can be withdrawn or serve as collateral, by token
     * @param uploads what clients sent here in the last 30 days
     * @param trouble what the owner should know
     */
    public record All(
            @Nullable OfferView offer,
            long space,
            long used,
            List<LedgerView> ledger,
            List<HostedView> deals,
            List<UploadView> uploads,
            @Nullable String trouble) {}

    /**
     * What a client sent here to be kept on one day.
     *
     * @param day unix seconds at which it begins, UTC
     * @param bytes that came, what came twice with it
     * @param lapsed of them those of which no deal came
     */
    public record UploadView(Address client, long day, long bytes, long lapsed) {
        UploadView plus(UploadView other) {
            return new UploadView(client, day, bytes + other.bytes, lapsed + other.lapsed);
        }
    }

    /** What lies in the contract's ledger. */
    public record LedgerView(TokenView token, Amount amount, Amount reserved) {}

    /**
     * The price table as it stands.
     *
     * @param retrievalPerGib what a client pays for having 2^30 bytes back; null: nothing
     */
    public record OfferView(
            Hash32 listing,
            TokenView token,
            Amount perTib30Days,
            Amount perEpoch,
            Amount collateralPerTib,
            int epochBlocks,
            long epochSeconds,
            int windowBlocks,
            int maxMissed,
            long largest,
            @Nullable Amount retrievalPerGib) {}
}
