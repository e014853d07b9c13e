package org.pluspeer.node.x402;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.ChannelVenue;
import org.pluspeer.market.wire.CallHeader;
import org.pluspeer.market.wire.CallPart;
import org.pluspeer.market.wire.CallPartRequest;
import org.pluspeer.market.wire.CallReply;
import org.pluspeer.market.wire.CallRequest;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.IdempotencyKey;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.TokenBook;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.channel.PayingDesk;
import org.pluspeer.node.channel.PayingDesk.Ticket;
import org.pluspeer.node.sale.SalePeers;
import org.pluspeer.node.sale.Wares;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Secp256k1;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Kind;

/**
 * Calls services of other peers by a link, and pays by a channel: {@code peer://LISTING/path}. The price is the signed
 * listing's. The same key is the same call: it is paid for once.
 */
public final class LinkFetchDesk {
    public static final String SCHEME = "peer://";

    private static final Duration ANSWER = Duration.ofSeconds(100);
    private static final int TRIES = 4;

    private final PayingDesk channels;
    private final SigningDesk signing;
    private final SalePeers peers;
    private final Function<Hash32, Wares.@Nullable Ware> wares;
    private final Function<Address, @Nullable Address> nodes;
    private final Secret secret;
    private final ChannelVenue venue;
    private final TokenBook tokens;

    /** 32 bytes that only this wallet can find again. */
    @FunctionalInterface
    public interface Secret {
        byte[] derive(String label, byte[] context);
    }

    /**
     * @param signing where a program's calls count in its budget
     * @param wares listings by their id; null for none
     * @param nodes that speak for an account; null for none that is linked
     */
    public LinkFetchDesk(
            PayingDesk channels,
            SigningDesk signing,
            SalePeers peers,
            Function<Hash32, Wares.@Nullable Ware> wares,
            Function<Address, @Nullable Address> nodes,
            Secret secret,
            ChannelVenue venue,
            TokenBook tokens) {
        this.channels = channels;
        this.signing = signing;
        this.peers = peers;
        this.wares = wares;
        this.nodes = nodes;
        this.secret = secret;
        this.venue = venue;
        this.tokens = tokens;
    }

    public static boolean isFor(FetchOrder order) {
        return order.url().startsWith(SCHEME);
    }

    /** A service that is called, and where in it. */
    private record Target(Hash32 listing, Address seller, Address token, Amount price, String path) {}

    /** What a call costs, and whether there is a channel that it can be paid by. */
    public FetchView.Quote quote(FetchOrder order) {
        Target target = target(order);
        Hash32 channel = channels.channelTo(target.seller(), target.token());
        String reason = channel == null ? needed(target) : null;
        return new FetchView.Quote(
                402,
                false,
                channel != null,
                channel != null,
                reason,
                target.seller(),
                tokens.require(target.token()),
                target.price());
    }

    private static String needed(Target target) {
        return "calls of it are paid by a channel; open one with: peer channel open " + target.listing()
                + " --deposit AMOUNT";
    }

    /**
     * Makes the call. A program's counts in its budget before anything is signed, once for each key, also where it is not
     * charged in the end: the same key may be tried again for nothing.
     *
     * @param consent the owner's yes to a program's call that its budget has no room for
     * @throws org.pluspeer.node.approval.NeedsApprovalException where the owner may say yes to it
     * @throws ProblemException BAD_REQUEST, NOT_FOUND, NOT_BUYABLE, NEEDS_APPROVAL where there is no channel,
     *     CHANNEL_IN_DOUBT, INSUFFICIENT_FUNDS where its deposit is used up, BUSY, PEER_UNREACHABLE, PEER_REFUSED,
     *     PEER_CHEATED, REFUSED_BY_POLICY
     */
    public FetchView fetch(FetchOrder order, Asker asker, Consent consent) {
        Target target = target(order);
        Hash32 channel = channels.channelTo(target.seller(), target.token());
        if (channel == null) {
            throw new ProblemException(Problem.Code.NEEDS_APPROVAL, needed(target));
        }
        byte[] key = IdempotencyKey.require(order.idempotencyKey()).getBytes(StandardCharsets.UTF_8);
        Hash32 callId = Hash32.of(secret.derive("call", key));
        if (asker instanceof Asker.App) {
            Intent.Spend spend = new Intent.Spend(target.seller(), target.token(), target.price(), Kind.API);
            signing.reserve(callId, List.of(spend), Amount.ZERO, asker, consent);
        }
        return call(order, target, channel, callId);
    }

    private FetchView call(FetchOrder order, Target target, Hash32 channel, Hash32 callId) {
        for (int attempt = 1; ; attempt++) {
            Ticket ticket = channels.begin(channel, target.price(), callId);
            Message reply = ask(target, order, ticket, callId);
            switch (reply) {
                case CallReply answer
                when answer.callId().equals(callId) -> {
                    return answered(target, order, ticket, answer);
                }
                case ChannelStanding standing
                when standing.channelId().equals(channel) -> {
                    boolean again = channels.learn(ticket, standing);
                    if (!again || attempt == TRIES) {
                        throw new ProblemException(
                                Problem.Code.BUSY,
                                "the seller says that more was delivered than is paid for; ask again with the same key");
                    }
                }
                case Refusal refusal -> {
                    channels.notReceived(ticket);
                    throw refused(refusal);
                }
                default -> {
                    channels.unknown(ticket);
                    throw new ProblemException(
                            Problem.Code.PEER_CHEATED, "the seller answered a call with something else");
                }
            }
        }
    }

    private Message ask(Target target, FetchOrder order, Ticket ticket, Hash32 callId) {
        try {
            CallRequest request = new CallRequest(
                    callId,
                    ticket.channelId(),
                    ticket.voucher(),
                    target.listing(),
                    order.verb(),
                    target.path(),
                    headers(order),
                    Errand.body(order));
            return peers.ask(target.seller(), request, ANSWER);
        } catch (MalformedException e) {
            channels.notReceived(ticket);
            throw new ProblemException(Problem.Code.BAD_REQUEST, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            // It may have been served: its price stays set aside until that is known.
            channels.unknown(ticket);
            throw e;
        }
    }

    private static List<CallHeader> headers(FetchOrder order) {
        Map<String, String> given = order.headers() == null ? Map.of() : order.headers();
        List<CallHeader> headers = new ArrayList<>();
        given.forEach((name, value) -> headers.add(new CallHeader(name, value)));
        return headers;
    }

    private static ProblemException refused(Refusal refusal) {
        Problem.Code code =
                switch (refusal.code()) {
                    case NOT_YET -> Problem.Code.NOT_READY;
                    case BUSY, LOCKED -> Problem.Code.BUSY;
                    case NOT_FOR_SALE -> Problem.Code.NOT_BUYABLE;
                    default -> Problem.Code.PEER_REFUSED;
                };
        return new ProblemException(code, "the seller does not answer the call: " + refusal.text());
    }

    private FetchView answered(Target target, FetchOrder order, Ticket ticket, CallReply reply) {
        if (reply.charged()) {
            channels.received(ticket);
        } else {
            channels.notReceived(ticket);
        }
        byte[] body = whole(target, reply);
        requireReceipt(target, order, ticket, reply, body);
        List<FetchView.Head> heads = reply.headers().stream()
                .map(header -> new FetchView.Head(header.name(), header.value()))
                .toList();
        TokenView token = tokens.require(target.token());
        FetchView.Paid paid = reply.charged()
                ? new FetchView.Paid(
                        reply.callId(),
                        0,
                        order.verb(),
                        order.url(),
                        target.seller(),
                        token,
                        target.price(),
                        reply.status(),
                        null)
                : null;
        return new FetchView(
                "done", null, reply.status(), heads, Base64.getEncoder().encodeToString(body), null, null, paid);
    }

    private byte[] whole(Target target, CallReply reply) {
        byte[] body = Arrays.copyOf(reply.start(), (int) reply.length());
        int have = reply.start().length;
        while (have < body.length) {
            Message more = peers.ask(target.seller(), new CallPartRequest(reply.callId(), have), ANSWER);
            if (!(more instanceof CallPart part)
                    || part.offset() != have
                    || part.bytes().length == 0
                    || part.bytes().length > body.length - have) {
                throw new ProblemException(
                        Problem.Code.PEER_REFUSED, "the rest of the answer does not come; ask again with the same key");
            }
            System.arraycopy(part.bytes(), 0, body, have, part.bytes().length);
            have += part.bytes().length;
        }
        return body;
    }

    private void requireReceipt(Target target, FetchOrder order, Ticket ticket, CallReply reply, byte[] body) {
        Hash32 request = Digests.of(order.verb(), target.path(), Errand.body(order));
        CallReceipt receipt = CallReceipt.of(ticket.channelId(), request, reply, body);
        Address node = nodes.apply(target.seller());
        if (node != null && !Secp256k1.verify(receipt.digest(venue), reply.receipt(), node)) {
            throw new ProblemException(Problem.Code.PEER_CHEATED, "the seller's receipt is not for what it answered");
        }
    }

    private Target target(FetchOrder order) {
        URI url;
        Hash32 listing;
        try {
            url = new URI(order.url());
            listing = Hash32.parse(String.valueOf(url.getAuthority()));
        } catch (URISyntaxException | MalformedException e) {
            throw new ProblemException(
                    Problem.Code.BAD_REQUEST, "an address is written peer://LISTING/path: " + order.url(), e);
        }
        Wares.Ware ware = wares.apply(listing);
        if (ware == null) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "there is no service with the listing " + listing);
        }
        if (!ware.live()) {
            throw new ProblemException(Problem.Code.NOT_BUYABLE, "the seller took this listing back or replaced it");
        }
        Amount price = ware.listing().price();
        Amount total = order.total();
        if (total != null && price.isMoreThan(total)) {
            throw new ProblemException(
                    Problem.Code.CONFLICT, "a call costs " + price + " base units, more than you agreed to");
        }
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return new Target(listing, ware.listing().seller(), ware.listing().token(), price, url.getRawPath() + query);
    }
}
