package org.pluspeer.node.x402;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.service.CallStep;
import org.pluspeer.market.service.PaidCall;
import org.pluspeer.market.service.PaymentFault;
import org.pluspeer.market.service.PaymentTerms;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers calls of the owner's services, and sells files as if each were one. The service is asked first; when its answer begins, the payment is taken; then
 * the answer leaves. What the service does not answer, or answers with an error, is not charged.
 */
public final class CallDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallDesk.class);
    /** How often what was paid for is served once more where the answer is gone: a service may have work with it. */
    private static final int SERVICE_ANEW = 1;

    private static final int FILE_ANEW = 20;
    /** Bytes a second; who takes a file more slowly is cut off. */
    private static final long SLOWEST = 64 << 10;

    private final Till till;
    private final Collector cashier;
    private final long chainId;
    private final Words402 words;
    private final LongSupplier now;
    private final Limits limits;
    private final Outbound outbound;
    private final FileAnswers files;
    private final Delivery delivery;
    private final Semaphore room;

    /**
     * @param atOnce calls that are served at the same time
     * @param answer bytes of an answer; a longer one is cut off
     * @param whole for an answer's last byte to come
     * @param taking for a payment to be in a block
     */
    public record Limits(int atOnce, long answer, Duration whole, Duration taking, Outbound.Limits service) {
        public static final Limits STANDARD =
                new Limits(256, 1L << 30, Duration.ofMinutes(10), Duration.ofSeconds(60), Outbound.Limits.STANDARD);
    }

    /**
     * @param contents the files that are sold
     * @param now unix seconds: the head block's, or the clock's where that is later
     */
    public CallDesk(Till till, Cashier cashier, Contents contents, long chainId, LongSupplier now, Limits limits) {
        this(till, (Collector) cashier, contents, chainId, now, limits);
    }

    CallDesk(Till till, Collector cashier, Contents contents, long chainId, LongSupplier now, Limits limits) {
        this.till = till;
        this.cashier = cashier;
        this.chainId = chainId;
        this.words = new Words402(chainId);
        this.now = now;
        this.limits = limits;
        this.outbound = new Outbound(limits.service());
        this.files = new FileAnswers(contents);
        this.delivery = new Delivery(till);
        this.room = new Semaphore(limits.atOnce());
    }

    /** One call on its way. */
    private record Visit(
            Offering offering, PaymentTerms terms, Requirement.Resource resource, Call call, Call.Reply reply) {}

    /** @throws IOException where the caller hung up */
    void answer(Offering offering, PaymentTerms terms, Requirement.Resource resource, Call call, Call.Reply reply)
            throws IOException {
        Visit visit = new Visit(offering, terms, resource, call, reply);
        Optional<String> second = Header.first(call.headers(), Words402.SIGNATURE);
        Optional<String> header = second.or(() -> Header.first(call.headers(), Words402.FIRST_SIGNATURE));
        if (header.isEmpty()) {
            demand(visit, null, null);
            return;
        }
        SignedPayment payment = null;
        try {
            payment = SignedPayment.ofHeader(header.get());
            requireFit(visit, payment);
            serve(visit, payment);
        } catch (PaymentException e) {
            demand(visit, payment, e.fault());
        }
    }

    private void requireFit(Visit visit, SignedPayment payment) throws PaymentException {
        Requirement accepted = payment.accepted();
        if (!Networks.isHere(payment.network(), chainId)) {
            throw new PaymentException(PaymentFault.NETWORK);
        }
        if (accepted != null && !accepted.asks(visit.terms(), chainId)) {
            throw new PaymentException(PaymentFault.REQUIREMENTS);
        }
        Optional<PaymentFault> fault = visit.terms().fault(payment.authorization(), payment.signature());
        if (fault.isPresent()) {
            throw new PaymentException(fault.get());
        }
    }

    private void serve(Visit visit, SignedPayment payment) throws IOException, PaymentException {
        Hash32 id = payment.authorization().id(visit.terms().token());
        Hash32 request = Digests.of(visit.offering().name(), visit.call());
        for (int round = 0; round < 2; round++) {
            switch (till.ask(id, request, visit.offering().isService() ? SERVICE_ANEW : FILE_ANEW)) {
                case CallStep.Serve _ -> {
                    first(visit, payment, id, request);
                    return;
                }
                case CallStep.ServeAgain _ -> {
                    again(visit, payment, id);
                    return;
                }
                case CallStep.HandOver _ -> {
                    Delivery.handOver(visit.reply(), till.kept(id).orElseThrow());
                    return;
                }
                case CallStep.Refuse(var denial) -> {
                    Delivery.refuse(visit.reply(), 409, "payment_used", denial.sentence());
                    return;
                }
                case CallStep.Await _ -> till.await(id, limits.whole());
                case CallStep.Nothing _, CallStep.Take _, CallStep.WriteDown _ ->
                    throw new IllegalStateException("no answer to a call");
            }
        }
        busy(visit.reply(), "a call with the same payment is under way, or its payment is being taken");
    }

    private void first(Visit visit, SignedPayment payment, Hash32 id, Hash32 request)
            throws IOException, PaymentException {
        boolean admitted = room.tryAcquire();
        try {
            if (!admitted) {
                busy(visit.reply(), "too many calls at once");
                return;
            }
            requireTakeable(visit.terms(), payment, id);
            try (Outbound.Reply answer = ask(visit, id)) {
                if (answer == null) {
                    return;
                }
                if (answer.status() >= 400) {
                    till.notServed(id);
                    delivery.pass(visit.reply(), answer, id, passing(visit, List.of(), false));
                } else {
                    charge(visit, payment, id, request, answer);
                }
            }
        } finally {
            if (till.state(id) instanceof PaidCall.Serving) {
                till.notServed(id);
            }
            till.done(id);
            if (admitted) {
                room.release();
            }
        }
    }

    private void charge(Visit visit, SignedPayment payment, Hash32 id, Hash32 request, Outbound.Reply answer)
            throws IOException, PaymentException {
        Offering offering = visit.offering();
        CallRecord.Owed owed = CallRecord.Owed.of(
                offering.name(),
                request,
                visit.terms().token(),
                payment,
                offering.isService() ? null : offering.listing());
        till.owe(owed);
        switch (cashier.take(owed, limits.taking())) {
            case Collector.Taking.Taken(Hash32 transaction) ->
                delivery.pass(
                        visit.reply(), answer, id, passing(visit, List.of(receipt(visit, payment, transaction)), true));
            case Collector.Taking.Lost _ -> throw new PaymentException(PaymentFault.REFUSED);
            case Collector.Taking.Later(String reason) ->
                busy(visit.reply(), "the payment is being taken; ask again with the same one: " + reason);
        }
    }

    private Header receipt(Visit visit, SignedPayment payment, Hash32 transaction) {
        return words.settled(
                payment.x402Version(),
                payment.authorization().payer(),
                visit.terms().price(),
                transaction);
    }

    /** A file is here to be read again: it is not kept, and it takes as long as it is long. */
    private Delivery.Passing passing(Visit visit, List<Header> more, boolean paid) {
        Offering.File file = visit.offering().file();
        return file == null
                ? new Delivery.Passing(more, paid, limits.answer(), limits.whole())
                : new Delivery.Passing(more, false, file.size(), limits.whole().plusSeconds(file.size() / SLOWEST));
    }

    /** The payment was taken, and the answer is not there any more: the service is asked once more. */
    private void again(Visit visit, SignedPayment payment, Hash32 id) throws IOException {
        try (Outbound.Reply answer = ask(visit, id)) {
            if (answer != null && till.state(id) instanceof PaidCall.Settled settled) {
                Header receipt = receipt(visit, payment, settled.transaction());
                delivery.pass(visit.reply(), answer, id, passing(visit, List.of(receipt), answer.status() < 400));
            }
        } finally {
            till.done(id);
        }
    }

    private void requireTakeable(PaymentTerms terms, SignedPayment payment, Hash32 id) throws PaymentException {
        var authorization = payment.authorization();
        Optional<PaymentFault> lapse = PaymentTerms.lapse(authorization, now.getAsLong());
        if (lapse.isPresent()) {
            throw new PaymentException(lapse.get());
        }
        try {
            Optional<Amount> balance = cashier.balance(terms.token(), authorization);
            if (balance.isEmpty()) {
                throw new PaymentException(PaymentFault.USED);
            }
            if (!till.hold(id, terms.token(), authorization.payer(), authorization.value(), balance.get())) {
                throw new PaymentException(PaymentFault.FUNDS);
            }
        } catch (ProblemException e) {
            throw new PaymentException(PaymentFault.CHAIN);
        }
    }

    /** Null where the service did not answer; the caller was told. */
    private Outbound.@Nullable Reply ask(Visit visit, Hash32 id) throws IOException {
        Call call = visit.call();
        Offering.File file = visit.offering().file();
        if (file != null) {
            return files.answer(file, call);
        }
        List<Header> headers = new ArrayList<>(Words402.withoutPayments(call.headers()));
        headers.removeIf(header -> header.lower().startsWith("x-peer-")
                || header.lower().startsWith("x-forwarded-")
                || header.lower().equals("accept-encoding"));
        headers.add(new Header("X-Forwarded-For", call.remote()));
        headers.add(new Header("X-Peer-Payment", id.hex()));
        if (Header.first(headers, "Idempotency-Key").isEmpty()) {
            headers.add(new Header("Idempotency-Key", id.hex()));
        }
        try {
            return outbound.ask(
                    call.method(), URI.create(visit.offering().target() + call.path()), headers, call.body());
        } catch (Outbound.SlowException e) {
            Delivery.refuse(
                    visit.reply(), 504, "service_slow", "the service did not answer in time; nothing was charged");
        } catch (IllegalArgumentException e) {
            Delivery.refuse(visit.reply(), 400, "bad_request", "the service cannot be asked that; nothing was charged");
        } catch (IOException e) {
            LOG.info("The service {} does not answer: {}", visit.offering().name(), e.getMessage());
            Delivery.refuse(visit.reply(), 502, "service_down", "the service does not answer; nothing was charged");
        }
        return null;
    }

    private void demand(Visit visit, @Nullable SignedPayment payment, @Nullable PaymentFault error) throws IOException {
        Words402.Demand demand = words.demand(visit.terms(), visit.resource(), error);
        List<Header> headers = new ArrayList<>(demand.headers());
        if (payment != null && error != null) {
            headers.add(words.unsettled(
                    payment.x402Version(), payment.authorization().payer(), error));
        }
        visit.reply().head(402, headers);
        visit.reply().write(demand.body());
        visit.reply().end();
    }

    private static void busy(Call.Reply reply, String sentence) throws IOException {
        Delivery.refuse(reply, 503, "busy", sentence);
    }

    @Override
    public void close() {
        outbound.close();
    }
}
