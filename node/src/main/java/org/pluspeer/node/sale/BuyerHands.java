package org.pluspeer.node.sale;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.sale.Delivery;
import org.pluspeer.market.sale.Failure;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.sale.PaymentMethod;
import org.pluspeer.market.sale.Purchase;
import org.pluspeer.market.sale.PurchaseCommand;
import org.pluspeer.market.sale.PurchaseEffect;
import org.pluspeer.market.sale.PurchaseFault;
import org.pluspeer.market.sale.PurchaseRequest;
import org.pluspeer.market.sale.SaleTransaction;
import org.pluspeer.market.sale.SignedOffer;
import org.pluspeer.market.wire.Acknowledged;
import org.pluspeer.market.wire.KeyReply;
import org.pluspeer.market.wire.KeyRequest;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.OfferReply;
import org.pluspeer.market.wire.OfferRequest;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.market.wire.ReleasePut;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.blob.Download;
import org.pluspeer.node.content.CipherStore;
import org.pluspeer.node.run.Errand;
import org.pluspeer.node.run.Hands;
import org.pluspeer.node.run.Workshop;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Secp256k1;

/** Carries out what purchases want done. */
final class BuyerHands implements Hands<PurchaseEffect> {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final SalePorts ports;
    private final Workshop workshop;
    private final CipherFetch fetch;
    private final BlobStore blobs;
    private final Tell tell;
    private final OrderClerk clerk;
    private final Supplier<Stream<Purchase>> purchases;
    private final ReentrantLock allowing = new ReentrantLock();
    /** Offers whose content was found whole while there was no room to keep it: a complaint would be in vain. */
    private final Set<Hash32> sound = ConcurrentHashMap.newKeySet();

    private final Map<String, Long> asking = new ConcurrentHashMap<>();

    /** Answers a purchase. */
    @FunctionalInterface
    interface Tell {
        void purchase(String id, PurchaseCommand command);
    }

    /** @param purchases all that there are */
    BuyerHands(
            SalePorts ports,
            Workshop workshop,
            CipherFetch fetch,
            BlobStore blobs,
            Tell tell,
            Supplier<Stream<Purchase>> purchases) {
        this.ports = ports;
        this.purchases = purchases;
        this.workshop = workshop;
        this.fetch = fetch;
        this.blobs = blobs;
        this.tell = tell;
        this.clerk = new OrderClerk(ports.orders(), workshop.clock());
    }

    @Override
    public Errand.Outcome carryOut(Errand errand, PurchaseEffect effect) {
        return switch (effect) {
            case PurchaseEffect.RequestOffer it -> requestOffer(errand, it.request());
            case PurchaseEffect.FetchCiphertext it -> withRoom(errand, () -> fetch(errand, it.offer()));
            case PurchaseEffect.PreparePayment it ->
                withRoom(errand, () -> prepare(errand, it.offer().offer()));
            case PurchaseEffect.ApproveToken it -> approve(errand, it);
            case PurchaseEffect.SubmitAccept it ->
                clerk.orderPayment(
                        new OrderId(it.offer().id(), SaleTransaction.ACCEPT, 0),
                        new Order.Accept(it.offer(), it.method(), it.approved()),
                        report -> answer(errand, new PurchaseCommand.Report(report)));
            case PurchaseEffect.FetchKey it -> fetchKey(errand, it.offer());
            case PurchaseEffect.OpenContent it -> open(errand, it);
            case PurchaseEffect.SendRelease it -> sendRelease(errand, it.offer());
            case PurchaseEffect.SubmitComplaint it -> complain(errand, it);
            case PurchaseEffect.SubmitMaskComplaint it ->
                clerk.order(
                        new OrderId(it.offer().id(), SaleTransaction.COMPLAIN, it.attempt()),
                        new Order.ComplainMask(
                                it.offer().offer(),
                                it.z(),
                                Objects.requireNonNull(it.offer().mask())),
                        report -> answer(errand, new PurchaseCommand.Report(report)));
            case PurchaseEffect.SubmitRefund it ->
                clerk.order(
                        new OrderId(it.offer().id(), SaleTransaction.REFUND, it.attempt()),
                        new Order.Refund(it.offer().offer()),
                        report -> answer(errand, new PurchaseCommand.Report(report)));
        };
    }

    private void answer(Errand errand, PurchaseCommand command) {
        tell.purchase(errand.id(), command);
    }

    private void giveUp(Errand errand, PurchaseFault fault, String detail) {
        answer(errand, new PurchaseCommand.GiveUp(new Failure(fault, detail)));
    }

    // ---- before paying

    private Errand.Outcome requestOffer(Errand errand, PurchaseRequest request) {
        OfferRequest question =
                new OfferRequest(request.id(), request.listingId(), request.buyer(), request.buyerKey());
        Message reply;
        try {
            reply = ports.peers().ask(request.listing().seller(), question, ANSWER);
        } catch (ProblemException e) {
            return unreachable(errand, e);
        }
        switch (reply) {
            case OfferReply it -> takeOffer(errand, request, it);
            case Refusal it
            when it.code() == Refusal.Code.BUSY || it.code() == Refusal.Code.LOCKED -> {
                return unreachable(errand, new ProblemException(Problem.Code.PEER_REFUSED, it.text()));
            }
            case Refusal it -> giveUp(errand, PurchaseFault.OFFER_REFUSED, "The seller says: " + said(it));
            default -> giveUp(errand, PurchaseFault.OFFER_REFUSED, "The seller answered something else.");
        }
        return Errand.Outcome.IN_HAND;
    }

    /** Tried again for as long as the owner's patience lasts, then given up: nothing was promised yet. */
    private Errand.Outcome unreachable(Errand errand, ProblemException e) {
        long since = asking.computeIfAbsent(errand.id(), _ -> workshop.now());
        if (workshop.now() - since < ANSWER.toSeconds()) {
            return Errand.Outcome.AGAIN;
        }
        giveUp(errand, PurchaseFault.SELLER_UNREACHABLE, e.problem().detail());
        return Errand.Outcome.IN_HAND;
    }

    private void takeOffer(Errand errand, PurchaseRequest request, OfferReply reply) {
        SignedOffer offer = SignedOffer.at(request.venue(), reply.offer(), reply.signature(), reply.mask());
        answer(
                errand,
                new PurchaseCommand.TakeOffer(
                        offer,
                        Secp256k1.recover(offer.id(), offer.signature()),
                        ports.chain().now().headTime()));
    }

    /** A disk that is too small is found before anything is paid. */
    private Errand.Outcome withRoom(Errand errand, Supplier<Errand.Outcome> work) {
        try {
            return work.get();
        } catch (ProblemException e) {
            if (e.problem().code() != Problem.Code.DISK_FULL) {
                throw e;
            }
            giveUp(errand, PurchaseFault.DISK_FULL, e.problem().detail());
            return Errand.Outcome.IN_HAND;
        }
    }

    private Errand.Outcome fetch(Errand errand, SignedOffer offer) {
        long size = offer.offer().size();
        try (CipherStore.Part part = fetch.open(offer)) {
            blobs.requireRoomToOpen(size - part.held(), size);
            if (!fill(errand, offer, part)) {
                return Errand.Outcome.IN_HAND;
            }
            part.sync();
            if (new Unsealing(part, offer.offer()).promisesContent()) {
                answer(errand, new PurchaseCommand.KeepCiphertext());
                return Errand.Outcome.IN_HAND;
            }
        }
        giveUp(errand, PurchaseFault.CIPHERTEXT_WRONG, "The seller's blocks promise another content than the listing.");
        return Errand.Outcome.IN_HAND;
    }

    /** Asks for all that is not here. False if the seller will not go on, or it is not wanted any more. */
    private boolean fill(Errand errand, SignedOffer offer, CipherStore.Part part) {
        return switch (fetch.fill(offer, part, errand::isWanted)) {
            case CipherFetch.Result.Filled _ -> errand.isWanted();
            case CipherFetch.Result.Unwanted _ -> false;
            case CipherFetch.Result.Hopeless it -> {
                answer(errand, new PurchaseCommand.GiveUp(it.failure()));
                yield false;
            }
        };
    }

    /** Looks at the money and signs nothing. */
    private Errand.Outcome prepare(Errand errand, Offer offer) {
        blobs.requireRoomToOpen(0, offer.size());
        SaleChain chain = ports.chain();
        if (!chain.isCaughtUp()) {
            return Errand.Outcome.AGAIN;
        }
        PaymentMethod method = chain.methodFor(offer.token());
        Amount gas = chain.gasPrice().times(GasBook.paying(method));
        boolean coin = method == PaymentMethod.COIN;
        Amount coins = coin ? gas.plus(offer.price()) : gas;
        if (chain.ledger(offer.seller(), offer.token()).isLessThan(offer.bond())) {
            giveUp(errand, PurchaseFault.OFFER_BOND, "The seller's bond is not in the contract's ledger.");
        } else if (!coin && chain.balance(offer.buyer(), offer.token()).isLessThan(offer.price())) {
            giveUp(errand, PurchaseFault.INSUFFICIENT_FUNDS, "There is less in the wallet than the price.");
        } else if (chain.balance(offer.buyer(), Address.ZERO).isLessThan(coins)) {
            giveUp(errand, PurchaseFault.INSUFFICIENT_FUNDS, "There is not enough of the chain's coin for the gas.");
        } else {
            answer(errand, new PurchaseCommand.StartPayment(method, chain.now().headTime()));
        }
        return Errand.Outcome.IN_HAND;
    }

    /**
     * One allowance at a time for each token: the contract draws from a single one, which a second approval would
     * overwrite, and some tokens refuse to change one that is not spent. Who has ordered its approval goes first, also
     * after a restart; the others come when its payment is in a block, or cannot come any more.
     */
    private Errand.Outcome approve(Errand errand, PurchaseEffect.ApproveToken effect) {
        Offer offer = effect.offer().offer();
        allowing.lock();
        try {
            if (purchases.get().anyMatch(other -> hasAllowance(other, effect.offer(), offer.token()))) {
                return Errand.Outcome.AGAIN;
            }
            return clerk.orderPayment(
                    new OrderId(effect.offer().id(), SaleTransaction.APPROVE, effect.attempt()),
                    new Order.ApproveToken(offer, effect.approved()),
                    report -> answer(errand, new PurchaseCommand.Report(report)));
        } finally {
            allowing.unlock();
        }
    }

    private boolean hasAllowance(Purchase other, SignedOffer but, Address token) {
        SignedOffer offer = other.offer();
        return offer != null
                && !offer.id().equals(but.id())
                && offer.offer().token().equals(token)
                && other.isPaying()
                && ports.orders()
                        .find(new OrderId(offer.id(), SaleTransaction.APPROVE, 0))
                        .isPresent();
    }

    // ---- after paying

    private Errand.Outcome fetchKey(Errand errand, SignedOffer offer) {
        Message reply = ports.peers().ask(offer.offer().seller(), new KeyRequest(offer.id()), ANSWER);
        if (reply instanceof KeyReply it
                && it.key().keyHash().equals(offer.offer().keyHash())) {
            answer(errand, new PurchaseCommand.TakeKey(it.key()));
            return Errand.Outcome.IN_HAND;
        }
        return Errand.Outcome.AGAIN;
    }

    private Errand.Outcome open(Errand errand, PurchaseEffect.OpenContent effect) {
        SignedOffer offer = effect.offer();
        try (CipherStore.Part part = fetch.open(offer)) {
            // What the disk lost is fetched once more; the seller serves it until the sale has ended.
            if (!fill(errand, offer, part)) {
                return Errand.Outcome.AGAIN;
            }
            Unsealing unsealing = new Unsealing(part, offer.offer());
            switch (decrypt(unsealing, errand, effect)) {
                case Unsealing.Result.Whole _ -> {
                    // Told already, with the file's place.
                }
                case Unsealing.Result.Wrong it -> answer(errand, new PurchaseCommand.FindFault(it.index()));
                case Unsealing.Result.Damaged it -> {
                    it.runs().forEach(part::forget);
                    return Errand.Outcome.AGAIN;
                }
            }
        }
        return Errand.Outcome.IN_HAND;
    }

    private Unsealing.Result decrypt(Unsealing unsealing, Errand errand, PurchaseEffect.OpenContent effect) {
        try {
            return decryptToDisk(unsealing, errand, effect);
        } catch (ProblemException e) {
            if (e.problem().code() != Problem.Code.DISK_FULL
                    || sound.contains(effect.offer().id())) {
                throw e;
            }
            Unsealing.Result result = unsealing.decrypt(effect.key(), _ -> {});
            if (result instanceof Unsealing.Result.Whole) {
                sound.add(effect.offer().id());
                throw e;
            }
            return result;
        }
    }

    private Unsealing.Result decryptToDisk(Unsealing unsealing, Errand errand, PurchaseEffect.OpenContent effect) {
        try (Download download = blobs.download(effect.offer().offer().size())) {
            Unsealing.Result result = unsealing.decrypt(effect.key(), download::write);
            if (result instanceof Unsealing.Result.Whole) {
                Download.Placed file = download.promote(effect.request().label().fileName());
                answer(errand, new PurchaseCommand.Deliver(delivery(file)));
            }
            return result;
        }
    }

    private static Delivery delivery(Download.Placed file) {
        String name = String.valueOf(file.path().getFileName());
        return new Delivery(
                name, file.size(), file.sha256(), file.path().toAbsolutePath().toString());
    }

    private Errand.Outcome sendRelease(Errand errand, SignedOffer offer) {
        fetch.discard(offer);
        ReleasePut release = new ReleasePut(offer.id(), ports.signatures().release(offer.id()));
        Message reply = ports.peers().ask(offer.offer().seller(), release, ANSWER);
        if (reply instanceof Acknowledged) {
            answer(errand, new PurchaseCommand.ConfirmRelease());
            return Errand.Outcome.IN_HAND;
        }
        return Errand.Outcome.AGAIN;
    }

    private Errand.Outcome complain(Errand errand, PurchaseEffect.SubmitComplaint effect) {
        SignedOffer offer = effect.offer();
        WrongBlock block;
        try (CipherStore.Part part = fetch.open(offer)) {
            if (!fill(errand, offer, part)) {
                return Errand.Outcome.AGAIN;
            }
            Unsealing unsealing = new Unsealing(part, offer.offer());
            block = unsealing.evidence(effect.index());
            if (block == null) {
                part.forget(unsealing.runOf(effect.index()));
                return Errand.Outcome.AGAIN;
            }
        }
        return clerk.order(
                new OrderId(offer.id(), SaleTransaction.COMPLAIN, effect.attempt()),
                new Order.Complain(offer.offer(), effect.key(), block),
                report -> answer(errand, new PurchaseCommand.Report(report)));
    }

    private static String said(Refusal refusal) {
        @Nullable String text = refusal.text();
        return text.isEmpty() ? refusal.code().toString() : text;
    }
}
