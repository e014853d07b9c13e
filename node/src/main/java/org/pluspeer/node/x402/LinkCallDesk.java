package org.pluspeer.node.x402;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.pluspeer.market.channel.ChannelVenue;
import org.pluspeer.market.wire.CallHeader;
import org.pluspeer.market.wire.CallPartRequest;
import org.pluspeer.market.wire.CallReply;
import org.pluspeer.market.wire.CallRequest;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.channel.EarningDesk;
import org.pluspeer.node.json.Json;
import org.pluspeer.node.sale.SalePeers.Caller;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.key.NodeKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers calls of the owner's services that come from peers, each with a voucher of a channel. The voucher is taken and
 * the price set aside, in one record, before the service is asked; what it does not answer, or answers with an error, is
 * given back. The same call again is not charged again.
 */
public final class LinkCallDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkCallDesk.class);
    private static final int AT_ONCE = 256;

    private final Function<Hash32, Optional<Offering>> services;
    private final EarningDesk channels;
    private final ChannelVenue venue;
    private final NodeKey node;
    private final Limits limits;
    private final Outbound outbound;
    private final LinkAnswers answers = new LinkAnswers();
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Map<Hash32, CompletableFuture<Message>> underWay = new ConcurrentHashMap<>();

    /** @param node signs the receipts */
    public LinkCallDesk(ServiceDesk services, EarningDesk channels, ChannelVenue venue, NodeKey node) {
        this(services::find, channels, venue, node, Limits.STANDARD);
    }

    LinkCallDesk(
            Function<Hash32, Optional<Offering>> services,
            EarningDesk channels,
            ChannelVenue venue,
            NodeKey node,
            Limits limits) {
        this.services = services;
        this.channels = channels;
        this.venue = venue;
        this.node = node;
        this.limits = limits;
        this.outbound = new Outbound(limits.service());
    }

    /** @param whole for an answer's last byte to come, also for who waits for the same call */
    record Limits(Outbound.Limits service, Duration whole) {
        static final Limits STANDARD = new Limits(Outbound.Limits.STANDARD, Duration.ofMinutes(2));
    }

    /** One call on its way. */
    private record Visit(Address payer, Offering offering, CallRequest request, Hash32 digest, Hash32 name) {}

    /** Blocks until the answer is there. */
    public Message onCall(Caller caller, CallRequest request) {
        Address payer = caller.account();
        if (payer == null) {
            return new Refusal(Refusal.Code.NOT_YOURS, "your node speaks for no account");
        }
        Optional<Offering> offering = services.apply(request.listing());
        if (offering.isEmpty()) {
            return new Refusal(Refusal.Code.NOT_FOR_SALE, "there is no such service here");
        }
        if (PublicSide.climbs(request.path())) {
            return new Refusal(Refusal.Code.BAD_REQUEST, "a path has no dots for folders");
        }
        Hash32 digest = Digests.of(request.method(), request.path(), request.content());
        Hash32 name = Keccak.hash(request.channelId().bytes(), request.callId().bytes(), digest.bytes());
        Visit visit = new Visit(payer, offering.get(), request, digest, name);
        CompletableFuture<Message> mine = new CompletableFuture<>();
        CompletableFuture<Message> first = underWay.putIfAbsent(name, mine);
        if (first != null) {
            return await(first);
        }
        try {
            Message answer = answer(caller, visit);
            mine.complete(answer);
            return answer;
        } finally {
            mine.complete(new Refusal(Refusal.Code.FAULT, "the call could not be answered"));
            underWay.remove(name);
        }
    }

    private Message await(CompletableFuture<Message> first) {
        try {
            return first.get(limits.whole().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return busy();
        } catch (TimeoutException | ExecutionException e) {
            return busy();
        }
    }

    private static Refusal busy() {
        return new Refusal(Refusal.Code.BUSY, "too many calls at once, or the same one is under way");
    }

    private Message answer(Caller caller, Visit visit) {
        Optional<LinkAnswers.Kept> kept = answers.find(visit.name());
        if (kept.isPresent()) {
            return kept.get().reply();
        }
        if (!room.tryAcquire()) {
            return busy();
        }
        try {
            CallRequest request = visit.request();
            Message refusal = channels.deliver(caller, request.channelId(), request.voucher(), delivery(visit));
            return refusal == null ? served(visit) : refusal;
        } finally {
            room.release();
        }
    }

    private static EarningDesk.Delivery delivery(Visit visit) {
        Offering offering = visit.offering();
        return new EarningDesk.Delivery(visit.name(), offering.listing(), offering.token(), offering.price());
    }

    private Message served(Visit visit) {
        long until = System.nanoTime() + limits.whole().toNanos();
        try (Outbound.Reply answer = ask(visit)) {
            byte[] body = answer.body().all(CallReply.MAX_LENGTH, until);
            boolean charged = answer.status() < 400;
            return charged
                    ? reply(visit, answer.status(), headers(answer.headers()), body, true)
                    : free(visit, answer.status(), headers(answer.headers()), body);
        } catch (AnswerBody.TooLongException e) {
            return problem(visit, 502, "answer_too_long", "an answer by a link has at most 8 MiB; call it by HTTP");
        } catch (Outbound.SlowException e) {
            return problem(visit, 504, "service_slow", "the service did not answer in time");
        } catch (IllegalArgumentException e) {
            return problem(visit, 400, "bad_request", "the service cannot be asked that");
        } catch (IOException e) {
            LOG.info("The service {} does not answer: {}", visit.offering().name(), e.getMessage());
            return problem(visit, 502, "service_down", "the service does not answer, or not to the end");
        }
    }

    private Message problem(Visit visit, int status, String code, String sentence) {
        byte[] body = Json.write(Map.of("code", code, "status", status, "detail", sentence + "; nothing was charged"));
        return free(visit, status, List.of(new CallHeader("Content-Type", "application/problem+json")), body);
    }

    /** What is not charged: the price pays for the next call. */
    private Message free(Visit visit, int status, List<CallHeader> headers, byte[] body) {
        channels.takeBack(visit.request().channelId(), delivery(visit));
        return reply(visit, status, headers, body, false);
    }

    private Message reply(Visit visit, int status, List<CallHeader> headers, byte[] body, boolean charged) {
        CallRequest request = visit.request();
        Amount delivered = channels.standing(request.channelId()).delivered();
        CallReceipt receipt = new CallReceipt(
                request.channelId(),
                request.callId(),
                visit.digest(),
                status,
                charged,
                org.pluspeer.market.content.Sha256.hash(body),
                delivered);
        Signature signature = node.sign(receipt.digest(venue));
        byte[] start = body.length <= CallReply.MAX_PART ? body : Arrays.copyOf(body, CallReply.MAX_PART);
        CallReply reply =
                new CallReply(request.callId(), status, charged, delivered, signature, headers, body.length, start);
        if (charged || body.length > start.length) {
            answers.keep(
                    charged ? visit.name() : Keccak.hash(visit.name().bytes()),
                    new LinkAnswers.Kept(visit.payer(), reply, body));
        }
        return reply;
    }

    private Outbound.Reply ask(Visit visit) throws IOException {
        CallRequest request = visit.request();
        List<Header> headers = new ArrayList<>();
        request.headers().forEach(header -> headers.add(new Header(header.name(), header.value())));
        List<Header> asked = new ArrayList<>(Words402.withoutPayments(headers));
        asked.removeIf(header -> header.lower().startsWith("x-peer-")
                || header.lower().startsWith("x-forwarded-")
                || header.lower().equals("accept-encoding"));
        asked.add(new Header("X-Peer-Payment", visit.name().hex()));
        if (Header.first(asked, "Idempotency-Key").isEmpty()) {
            asked.add(new Header("Idempotency-Key", visit.name().hex()));
        }
        URI address = URI.create(visit.offering().target() + request.path());
        return outbound.ask(request.method(), address, asked, request.content());
    }

    /** As many as a message takes. */
    private static List<CallHeader> headers(List<Header> all) {
        List<CallHeader> some = new ArrayList<>();
        int bytes = 0;
        for (Header header : Words402.withoutPayments(all)) {
            int more = header.name().getBytes(StandardCharsets.UTF_8).length
                    + header.value().getBytes(StandardCharsets.UTF_8).length;
            boolean fits = CallHeader.fits(header.name(), header.value());
            if (fits && some.size() < CallHeader.MOST && bytes + more <= CallHeader.MAX_BYTES) {
                bytes += more;
                some.add(new CallHeader(header.name(), header.value()));
            }
        }
        return some;
    }

    /** What is left of an answer. */
    public Message onPart(Caller caller, CallPartRequest request) {
        Address payer = caller.account();
        return payer == null
                ? new Refusal(Refusal.Code.NOT_YOURS, "your node speaks for no account")
                : answers.part(payer, request.callId(), request.offset())
                        .<Message>map(part -> part)
                        .orElseGet(() ->
                                new Refusal(Refusal.Code.NOT_FOUND, "that answer is not kept; make the call again"));
    }

    @Override
    public void close() {
        outbound.close();
    }
}
