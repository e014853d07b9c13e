package org.pluspeer.node.deal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.pluspeer.market.deal.ClientPolicy;
import org.pluspeer.market.deal.DealBalance;
import org.pluspeer.market.deal.DealCommand;
import org.pluspeer.market.deal.DealEffect;
import org.pluspeer.market.deal.DealFault;
import org.pluspeer.market.deal.DealRequest;
import org.pluspeer.market.deal.DealState;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.market.deal.DealTransaction;
import org.pluspeer.market.deal.Replica;
import org.pluspeer.market.deal.ReplicaCipher;
import org.pluspeer.market.wire.Acknowledged;
import org.pluspeer.market.wire.DealProposal;
import org.pluspeer.market.wire.DealReply;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.ReplicaPiece;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.run.Errand;
import org.pluspeer.node.run.Hands;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Secp256k1;
import org.pluspeer.wallet.eth.Signature;

/** Carries out what deals want done in which others keep our bytes. */
final class PlacementHands implements Hands<DealEffect> {
    private static final int AT_ONCE = 16;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Seconds without a word after which a provider that has not signed is given up; a busy machine may restart. */
    private static final long SILENCE = 600;

    private final DealPorts ports;
    private final Sources sources;
    private final KeepBook book;
    private final DealClerk clerk;
    private final InstantSource clock;
    private final HostingHands.Tell tell;
    private final Map<Hash32, Long> heard = new ConcurrentHashMap<>();

    PlacementHands(
            DealPorts ports,
            Sources sources,
            KeepBook book,
            DealClerk clerk,
            InstantSource clock,
            HostingHands.Tell tell) {
        this.ports = ports;
        this.sources = sources;
        this.book = book;
        this.clerk = clerk;
        this.clock = clock;
        this.tell = tell;
    }

    @Override
    public Errand.Outcome carryOut(Errand errand, DealEffect effect) {
        return switch (effect) {
            case DealEffect.AskForSignature it -> isDoubted(it.deal()) ? Errand.Outcome.AGAIN : ask(errand, it.deal());
            case DealEffect.Open it -> isDoubted(it.deal()) ? Errand.Outcome.AGAIN : open(errand, it);
            case DealEffect.Settle it ->
                clerk.order(
                        new DealOrderId(
                                it.deal().id(),
                                new DealTransaction(DealTransaction.Kind.SETTLE, it.decided()),
                                it.attempt()),
                        new DealOrder.Settle(it.deal().terms()),
                        command -> tell.deal(errand.id(), command));
            case DealEffect.EndEarly it ->
                clerk.order(
                        new DealOrderId(
                                it.deal().id(),
                                new DealTransaction(
                                        DealTransaction.Kind.END_EARLY,
                                        it.agreed().end().epochs()),
                                it.attempt()),
                        new DealOrder.EndEarly(it.deal().terms(), it.agreed()),
                        command -> tell.deal(errand.id(), command));
            case DealEffect.FetchReplica _,
                    DealEffect.SecureCollateral _,
                    DealEffect.SignTerms _,
                    DealEffect.Prove _,
                    DealEffect.Pin _,
                    DealEffect.DropReplica _ ->
                throw new IllegalStateException(
                        "a client is not asked for " + effect.getClass().getSimpleName());
        };
    }

    /** After a restore nothing new is paid before the owner has looked. */
    private boolean isDoubted(DealRequest deal) {
        return book.copy(deal.id()).filter(copy -> book.isDoubted(copy.keep())).isPresent();
    }

    private Errand.Outcome ask(Errand errand, DealRequest deal) {
        KeepBook.Copy copy = book.copy(deal.id()).orElseThrow(() -> new IllegalStateException("no such copy"));
        KeepBook.Keep keep = book.keep(copy.keep()).orElseThrow(() -> new IllegalStateException("no such keep"));
        long now = clock.instant().getEpochSecond();
        long silentSince = heard.computeIfAbsent(deal.id(), _ -> now);
        try {
            Errand.Outcome outcome = converse(errand, deal, copy, keep);
            heard.put(deal.id(), clock.instant().getEpochSecond());
            return outcome;
        } catch (ProblemException e) {
            boolean cheated = e.problem().code() == Problem.Code.PEER_CHEATED;
            if (!cheated && (!isSilence(e.problem().code()) || now < silentSince + SILENCE)) {
                throw e;
            }
            tell.deal(errand.id(), new DealCommand.Decline(e.problem().detail()));
            return Errand.Outcome.IN_HAND;
        }
    }

    private static boolean isSilence(Problem.Code code) {
        return code == Problem.Code.PEER_UNREACHABLE
                || code == Problem.Code.TIMEOUT
                || code == Problem.Code.WRONG_PEER
                || code == Problem.Code.PEER_REFUSED;
    }

    private Errand.Outcome converse(Errand errand, DealRequest deal, KeepBook.Copy copy, KeepBook.Keep keep) {
        DealTerms terms = deal.terms();
        DealProposal proposal = new DealProposal(ports.chain().chainId(), DealContract.ADDRESS, copy.listing(), terms);
        DealReply reply = reply(errand, deal, proposal);
        if (reply == null) {
            return errand.isWanted() ? Errand.Outcome.AGAIN : Errand.Outcome.IN_HAND;
        }
        ReplicaCipher cipher = sources.cipher(keep, copy.provider(), copy.salt());
        if (reply.missing() < cipher.pieces()) {
            upload(errand, deal, keep, cipher, reply.missing());
            reply = reply(errand, deal, proposal);
        }
        Signature signature = reply == null ? null : reply.signature();
        if (signature == null) {
            return Errand.Outcome.AGAIN;
        }
        if (!unlock(keep, copy)) {
            return Errand.Outcome.AGAIN;
        }
        agree(errand, deal, keep, signature);
        return Errand.Outcome.IN_HAND;
    }

    /** What its buyers share, the keeper may give on; one that doesn't want to keeps it all the same. */
    private boolean unlock(KeepBook.Keep keep, KeepBook.Copy copy) {
        return sources.unlock(keep, copy)
                .map(unlock -> ports.peers().ask(copy.provider(), unlock, LIMIT))
                .filter(answer -> answer instanceof Refusal refusal && isForNow(refusal.code()))
                .isEmpty();
    }

    /** Null where it is to be asked again, or was declined. */
    private @org.jspecify.annotations.Nullable DealReply reply(Errand errand, DealRequest deal, Message question) {
        Message reply = ports.peers().ask(deal.terms().provider(), question, LIMIT);
        return switch (reply) {
            case DealReply it when it.dealId().equals(deal.id()) -> it;
            case Refusal it when isForNow(it.code()) -> null;
            case Refusal it -> {
                tell.deal(errand.id(), new DealCommand.Decline("the provider says: " + it.text()));
                yield null;
            }
            default -> throw new ProblemException(Problem.Code.PEER_CHEATED, "it answered something else");
        };
    }

    private static boolean isForNow(Refusal.Code code) {
        return code == Refusal.Code.BUSY || code == Refusal.Code.LOCKED || code == Refusal.Code.NOT_YET;
    }

    /** From the first missing piece on; what the provider has is not sent again. */
    private void upload(Errand errand, DealRequest deal, KeepBook.Keep keep, ReplicaCipher cipher, int from) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int first = from; first < cipher.pieces() && errand.isWanted(); first += AT_ONCE) {
                List<Callable<Boolean>> batch = new ArrayList<>();
                for (int piece = first; piece < Math.min(cipher.pieces(), first + AT_ONCE); piece++) {
                    int index = piece;
                    batch.add(() -> put(deal, index, sources.sealed(keep, cipher, index)));
                }
                for (Future<Boolean> done : threads.invokeAll(batch)) {
                    if (!done.get()) {
                        return;
                    }
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw new IllegalStateException("an upload failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.Code.STOPPING, "the node is stopping", e);
        }
    }

    /** False where the provider wants no more for now; what it says next time tells why. */
    private boolean put(DealRequest deal, int index, byte[] sealed) {
        Message answer = ports.peers().ask(deal.terms().provider(), new ReplicaPiece(deal.id(), index, sealed), LIMIT);
        return answer instanceof Acknowledged;
    }

    private void agree(Errand errand, DealRequest deal, KeepBook.Keep keep, Signature signature) {
        DealTerms terms = deal.terms();
        Address signer;
        try {
            signer = Secp256k1.recover(deal.id(), signature);
        } catch (MalformedException e) {
            throw new ProblemException(Problem.Code.PEER_CHEATED, "its signature is none", e);
        }
        ClientPolicy policy = new ClientPolicy(
                terms.price(),
                terms.collateral(),
                terms.maxMissed(),
                terms.samples(),
                (long) terms.epochs() * terms.epochBlocks());
        DealFault fault = policy.fault(
                terms,
                terms,
                signer,
                new Replica(terms.root(), terms.size()),
                ports.chain().head().time(),
                ports.chain().quote(terms.token(), keep.coinWorth()));
        if (fault != null) {
            tell.deal(errand.id(), new DealCommand.Decline(fault.sentence()));
            return;
        }
        tell.deal(errand.id(), new DealCommand.TakeSignature(signature, signer));
        // The owner agreed to all deals up to its ceiling; this one was counted against it before it was proposed.
        tell.deal(errand.id(), new DealCommand.Consent(terms.price()));
    }

    private Errand.Outcome open(Errand errand, DealEffect.Open effect) {
        DealTerms terms = effect.deal().terms();
        if (!terms.predecessor().isZero()) {
            DealState before = ports.chain().standing(terms.predecessor()).state();
            if (!before.isOver()) {
                return Errand.Outcome.AGAIN;
            }
        }
        var gas = ports.chain().gasPrice().times(2 * DealBalance.OPEN_GAS);
        return clerk.order(
                new DealOrderId(
                        effect.deal().id(), new DealTransaction(DealTransaction.Kind.OPEN, 0), effect.attempt()),
                new DealOrder.Open(effect.deal().id(), terms, effect.signature(), gas),
                command -> tell.deal(errand.id(), command));
    }
}
