package org.pluspeer.node.deal;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.deal.DealBalance;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.market.deal.GasQuote;
import org.pluspeer.market.deal.StorageTable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.chain.Outcome;
import org.pluspeer.node.listing.ListingDesk;
import org.pluspeer.node.listing.NewListing;
import org.pluspeer.node.listing.Uploads;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.policy.Asker;

/** The owner's own room: puts it up for hire, shows what is kept in it, and takes out what it earned. */
public final class StorageDesk {
    private static final int MARGIN = 10;
    private static final int SAMPLES = 1;
    private static final long LARGEST = 1L << 40;

    private final DealPorts ports;
    private final KeepBook book;
    private final HostingDesk hosting;
    private final GivingDesk giving;
    private final ReplicaStore replicas;
    private final ListingDesk listings;
    private final Uploads uploads;

    StorageDesk(
            DealPorts ports,
            KeepBook book,
            HostingDesk hosting,
            GivingDesk giving,
            ReplicaStore replicas,
            ListingDesk listings,
            Uploads uploads) {
        this.ports = ports;
        this.book = book;
        this.hosting = hosting;
        this.giving = giving;
        this.replicas = replicas;
        this.listings = listings;
        this.uploads = uploads;
    }

    /**
     * Room that the owner offers.
     *
     * @param space bytes
     * @param token absent: the chain's own coin
     * @param perTib30Days base units
     * @param perEpoch base units for each epoch of a deal; absent: what a proof's gas costs now, and a tenth
     * @param collateralPerTib base units
     * @param epochBlocks absent: 7,168
     * @param epochSeconds what that many blocks count for; absent: a day
     * @param windowBlocks absent: 1,024 or an epoch
     * @param maxMissed absent: 2
     * @param coinWorth base units of the token that a coin is worth
     * @param retrievalPerGib base units that a client pays for having 2^30 bytes back; absent or none: nothing
     */
    public record Offer(
            long space,
            @Nullable Address token,
            Amount perTib30Days,
            @Nullable Amount perEpoch,
            Amount collateralPerTib,
            @Nullable Integer epochBlocks,
            @Nullable Long epochSeconds,
            @Nullable Integer windowBlocks,
            @Nullable Integer maxMissed,
            @Nullable Amount coinWorth,
            @Nullable Amount retrievalPerGib) {
        @Nullable
        Amount charge() {
            return retrievalPerGib == null || retrievalPerGib.isZero() ? null : retrievalPerGib;
        }
    }

    /** @param amount that was ordered out of the ledger */
    public record Withdrawn(TokenView token, Amount amount, Hash32 transaction) {}

    /**
     * Signs the price table as a listing and takes the place of the one before.
     *
     * @throws ProblemException BAD_REQUEST, DISK_FULL where there is not so much room, CONTRACT_MISMATCH
     */
    public HostedView.All offer(Offer wanted) {
        ports.chain().requireContract();
        if (wanted.space() < 1 || wanted.space() > LARGEST) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "space must be 1 byte to 1 TiB");
        }
        replicas.requireRoom(Math.max(1, wanted.space() - hosting.used()));
        StorageTable table = table(wanted);
        KeepBook.Offered before = book.offered();
        Uploads.Upload upload = uploads.take("storage.json", table.bytes());
        Amount price = table.perTib30Days().isZero() ? Amount.of(1) : table.perTib30Days();
        var listing = listings.create(
                new NewListing(
                        null,
                        upload.fileId(),
                        "Room for " + (wanted.space() >> 20) + " MiB",
                        "Bytes kept for a price, proven to the chain epoch by epoch. The price table is the content.",
                        List.of(StorageOffers.TAG),
                        null,
                        price,
                        table.token(),
                        StorageTable.MEDIA_TYPE,
                        null,
                        null,
                        null,
                        null,
                        UUID.randomUUID().toString()),
                Asker.NODE);
        book.write(new KeepBook.Offered(listing.id(), wanted.space(), wanted.coinWorth()));
        if (before != null && ports.offers().find(before.listing()).isPresent()) {
            listings.revoke(before.listing(), Asker.NODE);
        }
        return list();
    }

    private StorageTable table(Offer wanted) {
        Address given = wanted.token();
        Address token = given == null ? Address.ZERO : given;
        GasQuote quote = ports.chain().quote(token, wanted.coinWorth());
        int epochBlocks = or(wanted.epochBlocks(), 28 * DealTerms.GRID);
        Long seconds = wanted.epochSeconds();
        Amount perEpoch = wanted.perEpoch();
        try {
            StorageTable free = new StorageTable(
                    token,
                    wanted.perTib30Days(),
                    Amount.ZERO,
                    wanted.collateralPerTib(),
                    epochBlocks,
                    Math.min(epochBlocks, or(wanted.windowBlocks(), 1024)),
                    seconds == null ? 24 * 3600 : seconds,
                    SAMPLES,
                    or(wanted.maxMissed(), 2),
                    2,
                    Math.min(wanted.space(), DealTerms.MAX_SIZE),
                    DealTerms.MAX_EPOCHS,
                    wanted.charge());
            return perEpoch != null ? with(free, perEpoch) : with(free, gasOfAnEpoch(free, quote));
        } catch (MalformedException e) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }

    /** What a proof of the largest replica costs, the settlement spread over few epochs, and the margin. */
    private static Amount gasOfAnEpoch(StorageTable table, GasQuote quote) {
        var parties = new StorageTable.Parties(
                Address.ZERO, Address.ZERO, new org.pluspeer.market.deal.Replica(Hash32.ZERO, table.largest()));
        DealTerms terms = table.terms(parties, 1, 1, Hash32.ZERO, Hash32.ZERO);
        Amount gas = quote.of((DealBalance.proofGas(terms) + DealBalance.SETTLE_GAS) * (100 + 2 * MARGIN) / 100);
        return gas.isZero() ? Amount.of(1) : gas;
    }

    private static StorageTable with(StorageTable table, Amount perEpoch) {
        return new StorageTable(
                table.token(),
                table.perTib30Days(),
                perEpoch,
                table.collateralPerTib(),
                table.epochBlocks(),
                table.windowBlocks(),
                table.epochSeconds(),
                table.samples(),
                table.maxMissed(),
                table.penaltyPrices(),
                table.largest(),
                table.mostEpochs(),
                table.retrievalPerGib());
    }

    private static int or(@Nullable Integer value, int absent) {
        return value == null ? absent : value;
    }

    /** What is offered and kept. */
    public HostedView.All list() {
        KeepBook.Offered offered = book.offered();
        var offer =
                offered == null ? null : ports.offers().find(offered.listing()).orElse(null);
        List<HostedView> deals = hosting.stories().stream()
                .sorted(Comparator.comparingLong((org.pluspeer.node.run.Turns.Story<?, ?> story) -> story.begunAt())
                        .reversed())
                .map(story -> KeepTelling.hosted(
                        story,
                        replicas,
                        ports.chain().token(story.state().facts().terms().token()),
                        giving.view(story.state().facts().request().id())))
                .toList();
        return new HostedView.All(
                offer == null ? null : view(offer),
                offer == null || offered == null ? 0 : offered.space(),
                hosting.used(),
                ledger(offer == null ? List.of() : List.of(offer.table().token())),
                deals,
                hosting.uploads(),
                book.isOfferDoubted()
                        ? "This came out of a backup: nothing new is taken in before you offer room anew (peer sell storage)."
                        : null);
    }

    private List<HostedView.LedgerView> ledger(List<Address> usual) {
        java.util.Set<Address> tokens = new java.util.LinkedHashSet<>(usual);
        hosting.stories()
                .forEach(story -> tokens.add(story.state().facts().terms().token()));
        return tokens.stream()
                .map(token -> new HostedView.LedgerView(
                        ports.chain().token(token),
                        ports.chain().ledger(ports.account(), token),
                        hosting.reserved(token)))
                .toList();
    }

    private HostedView.OfferView view(StorageOffers.StorageOffer offer) {
        StorageTable table = offer.table();
        return new HostedView.OfferView(
                offer.listing(),
                ports.chain().token(table.token()),
                table.perTib30Days(),
                table.perEpoch(),
                table.collateralPerTib(),
                table.epochBlocks(),
                table.epochSeconds(),
                table.windowBlocks(),
                table.maxMissed(),
                table.largest(),
                table.retrievalPerGib());
    }

    /**
     * Takes out of the ledger what no promise needs.
     *
     * @throws ProblemException INSUFFICIENT_FUNDS where there is nothing
     */
    public Withdrawn withdraw(Address token, String key) {
        Amount there = ports.chain().ledger(ports.account(), token);
        Amount reserved = hosting.reserved(token);
        if (!there.isMoreThan(reserved)) {
            throw new ProblemException(Problem.Code.INSUFFICIENT_FUNDS, "nothing in the ledger is free");
        }
        Amount free = there.minus(reserved);
        Outcome outcome = ports.orders().order(DealOrders.WITHDRAWAL + key, new DealOrder.Withdraw(token, free));
        return new Withdrawn(ports.chain().token(token), free, outcome.hash());
    }
}
