package org.pluspeer.market.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.market.channel.Closing;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.Mask;
import org.pluspeer.market.content.Sha256;
import org.pluspeer.market.deal.AgreedEnd;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.market.deal.EarlyEnd;
import org.pluspeer.market.listing.Listing;
import org.pluspeer.market.listing.Revocation;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.market.listing.SignedRevocation;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/** One of each message, the same every time: what the golden vectors are made of. The signatures hold for nothing. */
final class Examples {
    private static final byte[] BODY = "{\"format\":1,\"title\":\"Żółw\"}".getBytes(StandardCharsets.UTF_8);

    private Examples() {}

    static Map<String, Message> messages() {
        Map<String, Message> all = new LinkedHashMap<>();
        all.put(
                "hello",
                new Hello(
                        1,
                        "peer/0.1.0",
                        31337,
                        address(1),
                        List.of("192.0.2.7:4040", "[2001:db8::7]:4040"),
                        binding()));
        all.put("helloBare", new Hello(1, "x", 1, address(2), List.of(), null));
        all.put("ping", new Ping(0x0102030405060708L));
        all.put("pong", new Pong(Long.MAX_VALUE));
        all.put("bye", new Bye(Bye.Reason.CHEATED, "block 7 is not what its root says"));
        all.put("refusal", new Refusal(Refusal.Code.NOT_YET, "the payment is not final yet"));
        all.put("acknowledged", new Acknowledged());
        all.put("listingInventory", inventory());
        all.put("listingWant", new ListingWant(List.of(hash("a"), hash("b"))));
        all.put("listingPut", new ListingPut(listing()));
        all.put("listingRevoke", new ListingRevoke(revocation()));
        all.put("listingSummary", summary());
        all.put("listingNews", new ListingNews(List.of(new Standing(hash("slot"), 9, false, hash("digest")))));
        all.put("offerRequest", new OfferRequest(hash("request"), hash("listing"), address(3), address(4)));
        all.put("offerReply", new OfferReply(31337, address(1), offer(Hash32.ZERO), signature(), null));
        Mask mask = Mask.of(hash("mask").bytes());
        all.put("offerReplyMasked", new OfferReply(31337, address(1), offer(mask.maskHash()), signature(), mask));
        all.put("blocksRequest", new BlocksRequest(hash("exchange"), 4_294_967_296L, 128));
        all.put(
                "blocksReply",
                new BlocksReply(
                        hash("exchange"),
                        128,
                        two("p", "q"),
                        List.of(hash("sibling"), hash("above")),
                        Arrays.copyOf(two("r", "s"), 47)));
        all.put("holdingRequest", new HoldingRequest(hash("exchange")));
        all.put("holdingReply", new HoldingReply(hash("exchange"), BitSet.valueOf(new byte[] {5, 0, (byte) 128})));
        all.put("keyRequest", new KeyRequest(hash("offer")));
        all.put(
                "keyReply",
                new KeyReply(hash("offer"), ContentKey.of(hash("key").bytes())));
        all.put("releasePut", new ReleasePut(hash("offer"), signature()));
        all.put("offerDrop", new OfferDrop(hash("request")));
        all.put("find", new Find(Find.Kind.CONTENT, hash("position"), node(null)));
        all.put("findBare", new Find(Find.Kind.NODES, hash("position"), null));
        all.put("found", new Found(node(null), List.of(node(null)), List.of(node(binding())), List.of(provider())));
        all.put("foundNothing", new Found(null, List.of(), List.of(), List.of()));
        all.put("nodePut", new NodePut(node(binding())));
        all.put("providerPut", new ProviderPut(provider()));
        all.put("nodePutRelayed", new NodePut(relayed()));
        all.put("relayRequest", new RelayRequest(session()));
        all.put("relayGrant", new RelayGrant(session(), 7, 4040, 4 << 20));
        all.put("relayCall", new RelayCall(address(6)));
        all.put("relayCalled", new RelayCalled(7));
        all.put("relayPacket", new RelayPacket(true, 7, new byte[] {0x40, 1, 2}));
        all.put("pathOffer", new PathOffer(session(), node(null).addresses(), List.of(address(8))));
        all.put("pathOfferBare", new PathOffer(session(), List.of(), List.of()));
        Voucher voucher = new Voucher(Amount.of(2_000), signature());
        all.put("voucherPut", new VoucherPut(hash("channel"), Amount.of(2_000), signature()));
        all.put("channelQuery", new ChannelQuery(hash("channel")));
        all.put("channelStanding", new ChannelStanding(hash("channel"), Amount.of(1_500), voucher));
        all.put("channelStandingBare", new ChannelStanding(hash("channel"), Amount.ZERO, null));
        Closing closing = new Closing(Amount.of(2_000), 1_793_000_000L);
        all.put("closingRequest", new ClosingRequest(hash("channel"), closing));
        all.put("closingReply", new ClosingReply(hash("channel"), closing, signature()));
        all.put(
                "callRequest",
                new CallRequest(
                        hash("call"),
                        hash("channel"),
                        voucher,
                        hash("listing"),
                        "POST",
                        "/stops/12?all=1",
                        List.of(new CallHeader("Accept", "application/json"), new CallHeader("X-Empty", "")),
                        new byte[] {1, 2, 3}));
        all.put(
                "callReply",
                new CallReply(
                        hash("call"),
                        200,
                        true,
                        Amount.of(2_000),
                        signature(),
                        List.of(new CallHeader("Content-Type", "text/plain")),
                        2,
                        new byte[] {'h', 'i'}));
        all.put("callPartRequest", new CallPartRequest(hash("call"), 262_144));
        all.put("callPart", new CallPart(hash("call"), 262_144, new byte[] {4, 5}));
        all.put("quoteRequest", new QuoteRequest(hash("exchange root")));
        all.put(
                "quoteReply",
                new QuoteReply(
                        hash("exchange root"),
                        31337,
                        address(1),
                        address(2),
                        Address.ZERO,
                        Amount.of(50_000),
                        64L << 20,
                        64));
        BlocksRequest run = new BlocksRequest(hash("exchange root"), 256, 128);
        all.put("paidBlocksRequest", new PaidBlocksRequest(run, Amount.of(50_000), hash("channel"), voucher));
        all.put("paidBlocksRequestBare", new PaidBlocksRequest(run, Amount.of(50_000), hash("channel"), null));
        ReplicaRequest piece = new ReplicaRequest(hash("deal"), 40_959);
        all.put("paidReplicaRequest", new PaidReplicaRequest(piece, Amount.of(50_000), hash("channel"), voucher));
        all.put("paidReplicaRequestBare", new PaidReplicaRequest(piece, Amount.of(50_000), hash("channel"), null));
        all.put("reachRequest", new ReachRequest(7338));
        all.put(
                "reachReply",
                new ReachReply(
                        node(null).addresses().getFirst(), ReachReply.Outcome.REACHED, ReachReply.Outcome.SILENT));
        all.put("dealProposal", new DealProposal(31337, address(1), hash("listing"), terms()));
        all.put("dealQuery", new DealQuery(hash("deal")));
        all.put("dealReply", new DealReply(hash("deal"), 3, signature()));
        all.put("dealReplyBare", new DealReply(hash("deal"), 0, null));
        all.put("replicaPiece", new ReplicaPiece(hash("deal"), 7, two("p", "q")));
        all.put("replicaRequest", new ReplicaRequest(hash("deal"), 40_959));
        AgreedEnd end = new AgreedEnd(new EarlyEnd(hash("deal"), 3, 1_800_000_000L), signature());
        all.put("dealEndRequest", new DealEndRequest(end));
        all.put("dealEndReply", new DealEndReply(end));
        all.put(
                "replicaUnlock",
                new ReplicaUnlock(
                        hash("deal"),
                        hash("ciphertext"),
                        new ContentShape(300_000, 2048),
                        ContentKey.of(hash("seal").bytes())));
        return all;
    }

    private static DealTerms terms() {
        return new DealTerms(
                address(3),
                address(4),
                Address.ZERO,
                hash("replica"),
                10L << 30,
                30,
                7168,
                1024,
                2,
                2,
                Amount.of(1_000),
                Amount.of(30_000),
                Amount.of(2_000),
                Amount.of(1_000),
                1_793_000_000L,
                Hash32.ZERO,
                hash("nonce"));
    }

    private static NodeRecord node(@Nullable NodeBinding binding) {
        byte[] six = new byte[16];
        six[0] = 0x20;
        six[15] = 7;
        return new NodeRecord(
                address(6),
                1_793_000_000L,
                1_793_086_400L,
                List.of(
                        new NodeAddress(NodeAddress.DIRECT, new byte[] {(byte) 192, 0, 2, 7}, 4040),
                        new NodeAddress(NodeAddress.DIRECT, six, 4040)),
                signature(),
                binding);
    }

    private static NodeRecord relayed() {
        return new NodeRecord(
                address(6),
                1_793_000_000L,
                1_793_086_400L,
                List.of(NodeAddress.through(address(8))),
                signature(),
                binding());
    }

    private static PathSession session() {
        return new PathSession(0x0102030405060708L, hash("path key"));
    }

    private static ProviderRecord provider() {
        return new ProviderRecord(hash("content"), 1_793_086_400L, signature(), node(null));
    }

    private static ListingSummary summary() {
        List<Hash32> slots = new ArrayList<>(List.of(hash("slot 1"), hash("slot 2")));
        slots.sort(null);
        return new ListingSummary(List.of(
                new ListingSummary.Span(Hash32.ZERO, slots.get(0), 4096, hash("fingerprint 1")),
                new ListingSummary.Span(slots.get(0), slots.get(1), 0, hash("fingerprint 2"))));
    }

    private static NodeBinding binding() {
        return new NodeBinding(address(5), address(6), 3, 1_799_000_000L, signature());
    }

    private static ListingInventory inventory() {
        List<Hash32> slots = new ArrayList<>(List.of(hash("slot 1"), hash("slot 2")));
        slots.sort(null);
        return new ListingInventory(
                Hash32.ZERO,
                Hash32.parse("ff".repeat(32)),
                List.of(
                        new Standing(slots.get(0), 7, false, hash("digest 1")),
                        new Standing(slots.get(1), 1, true, hash("digest 2"))));
    }

    private static SignedListing listing() {
        Listing head = new Listing(
                Sha256.hash(BODY),
                address(5),
                hash("listing key"),
                7,
                hash("content"),
                1_234_567,
                2048,
                address(7),
                Amount.of(4_000_000),
                address(5).padded(),
                1_799_000_000L,
                Hash32.ZERO,
                Hash32.ZERO);
        return new SignedListing(31337, address(1), head, signature(), BODY);
    }

    private static SignedRevocation revocation() {
        return new SignedRevocation(31337, address(1), new Revocation(address(5), hash("listing key"), 7), signature());
    }

    private static Offer offer(Hash32 maskHash) {
        return new Offer(
                address(5),
                address(3),
                address(4),
                address(7),
                address(5).padded(),
                new Amount(Amount.MAX_UNITS.shiftRight(160)),
                Amount.of(600_000),
                Amount.of(150_000),
                1_793_000_000L,
                3600,
                86_400,
                hash("listing"),
                hash("content"),
                1_234_567,
                2048,
                hash("exchange"),
                hash("key"),
                maskHash,
                hash("nonce"));
    }

    private static byte[] two(String first, String second) {
        byte[] both = Arrays.copyOf(hash(first).bytes(), 64);
        System.arraycopy(hash(second).bytes(), 0, both, 32, 32);
        return both;
    }

    static Address address(int number) {
        byte[] bytes = new byte[20];
        Arrays.fill(bytes, (byte) number);
        return Address.of(bytes);
    }

    static Hash32 hash(String name) {
        return Sha256.hash(name.getBytes(StandardCharsets.UTF_8));
    }

    private static Signature signature() {
        byte[] bytes = new byte[65];
        Arrays.fill(bytes, 0, 64, (byte) 0x42);
        bytes[64] = 27;
        return Signature.of(bytes);
    }
}
