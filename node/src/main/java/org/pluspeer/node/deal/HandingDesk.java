package org.pluspeer.node.deal;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.pluspeer.market.content.PieceTree;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.market.fetch.Rate;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.PaidReplicaRequest;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.ReplicaPiece;
import org.pluspeer.market.wire.ReplicaRequest;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.content.Asker;
import org.pluspeer.node.content.Prices;
import org.pluspeer.node.content.Takings;
import org.pluspeer.wallet.eth.Hash32;

/** Hands replicas back to their clients, piece by piece, for what the price table of their deal said. */
final class HandingDesk {
    /** Pieces of each deal that its client has for nothing in a day: so it can always look whether the bytes are there. */
    static final int SAMPLES = 16;

    private static final long DAY = 24 * 3600;

    private final KeepBook book;
    private final ReplicaStore replicas;
    private final HostingDesk hosting;
    private final Takings takings;
    private final InstantSource clock;
    private final Map<Hash32, Taken> taken = new ConcurrentHashMap<>();

    /** @param day since 1970 */
    private record Taken(long day, int pieces) {}

    HandingDesk(KeepBook book, ReplicaStore replicas, HostingDesk hosting, Takings takings, InstantSource clock) {
        this.book = book;
        this.replicas = replicas;
        this.hosting = hosting;
        this.takings = takings;
        this.clock = clock;
    }

    /** A piece that nobody pays for. */
    Message onRequest(Asker asker, ReplicaRequest request) {
        DealTerms terms = opened(asker, request).orElse(null);
        if (terms == null) {
            return HostingDesk.unknown();
        }
        if (book.fee(request.dealId()).isPresent() && !sample(request.dealId())) {
            return new Refusal(
                    Refusal.Code.BUSY, "what is free today is used up; the price table says what more costs");
        }
        return piece(terms, request);
    }

    private boolean sample(Hash32 deal) {
        long today = clock.instant().getEpochSecond() / DAY;
        Taken now = taken.merge(
                deal, new Taken(today, 1), (was, one) -> was.day() == today ? new Taken(today, was.pieces() + 1) : one);
        return now.pieces() <= SAMPLES;
    }

    /** A piece that is paid for; where nothing is charged it is given as it is. */
    Message onPaid(Asker asker, PaidReplicaRequest request) {
        DealTerms terms = opened(asker, request.replica()).orElse(null);
        if (terms == null) {
            return HostingDesk.unknown();
        }
        KeepBook.Fee fee = book.fee(request.replica().dealId()).orElse(null);
        if (fee == null) {
            return piece(terms, request.replica());
        }
        if (!fee.perGib().equals(request.perGib())) {
            return new Refusal(Refusal.Code.NOT_PROVEN, "that is not the price of the deal's price table");
        }
        PieceTree tree = new PieceTree(terms.size());
        int index = request.replica().index();
        if (index >= tree.pieces()) {
            return noPiece();
        }
        Prices.Tag tag = new Prices.Tag(fee.listing(), new Rate(terms.token(), fee.perGib()));
        Message denied = takings.reserve(asker, request, tag, tree.length(index));
        return denied != null ? denied : paid(terms, request, tag, tree.length(index));
    }

    private Message paid(DealTerms terms, PaidReplicaRequest request, Prices.Tag tag, int length) {
        Message reply = null;
        try {
            reply = piece(terms, request.replica());
            return reply;
        } finally {
            if (!(reply instanceof ReplicaPiece)) {
                takings.giveBack(request, tag, length);
            }
        }
    }

    private Message piece(DealTerms terms, ReplicaRequest request) {
        if (request.index() >= new PieceTree(terms.size()).pieces()) {
            return noPiece();
        }
        try {
            byte[] bytes = replicas.piece(ReplicaStore.Slot.of(terms), request.index());
            return new ReplicaPiece(request.dealId(), request.index(), bytes);
        } catch (ProblemException e) {
            if (e.problem().code() != Problem.Code.REPLICA_LOST) {
                throw e;
            }
            // Lost, or deleted after the deal's end; what was found on this disk is nobody else's business.
            return new Refusal(Refusal.Code.TOO_LATE, "the replica is not here any more");
        }
    }

    private static Refusal noPiece() {
        return new Refusal(Refusal.Code.BAD_REQUEST, "the replica has no such piece");
    }

    /** For its client alone. */
    private Optional<DealTerms> opened(Asker asker, ReplicaRequest request) {
        return hosting.of(asker.account(), request.dealId())
                .filter(state -> state.facts().chain().opened().isPresent())
                .map(state -> state.facts().terms());
    }
}
