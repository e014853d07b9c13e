package org.pluspeer.node.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.market.content.BlockProof;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.market.listing.SignedRevocation;
import org.pluspeer.market.wire.Acknowledged;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.market.wire.ListingPut;
import org.pluspeer.market.wire.ListingRevoke;
import org.pluspeer.market.wire.Message;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.p2p.Neighbourhood.Member;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.key.NodeKey;

@Timeout(600)
class ListingExchangeTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final ExchangeLimits QUICK = new ExchangeLimits(
            1000,
            100_000,
            Long.MAX_VALUE,
            10_000,
            10_000,
            100,
            16,
            4096,
            Duration.ofMillis(200),
            Duration.ofMillis(400));

    private final Neighbourhood here = new Neighbourhood(Carriers.BOTH);
    private final NodeKey seller = Neighbourhood.key(77);

    @AfterEach
    void close() throws Exception {
        here.close();
    }

    /** A peer that trades listings. */
    private record Trader(Member member, IndexedShelf shelf, ListingExchange exchange) {
        Set<Hash32> has() {
            return shelf.stretch(Hash32.ZERO, Integer.MAX_VALUE, Listings.now()).stream()
                    .map(Standing::digest)
                    .collect(Collectors.toSet());
        }

        void dials(Trader other) {
            member.network().connect(other.member.at(), other.member.node());
        }
    }

    private Trader trader(int seed) {
        return trader(seed, QUICK);
    }

    private Trader trader(int seed, ExchangeLimits limits) {
        return trader(seed, limits, new IndexedShelf(new Listings.MemoryKeeper()));
    }

    private Trader trader(int seed, ExchangeLimits limits, IndexedShelf shelf) {
        Member member = here.member(seed);
        ListingExchange exchange = new ListingExchange(
                member.network(),
                shelf,
                limits,
                new ListingExchange.Clocks(here.scheduler, Neighbourhood.CLOCK, System::nanoTime));
        exchange.start();
        return new Trader(member, shelf, exchange);
    }

    /** A peer that says what it likes; it counts the listings that it is told. */
    private Member gossip(int seed, AtomicInteger told) {
        Member member = here.member(seed);
        member.network().onMessage(ListingPut.class, (from, put) -> counted(told));
        member.network().onMessage(ListingRevoke.class, (from, put) -> counted(told));
        return member;
    }

    private static Message counted(AtomicInteger told) {
        told.incrementAndGet();
        return new Acknowledged();
    }

    @Test
    void aListingIsPassedOnToTheOtherEndOfALineOfFiveThoughNobodyCompares() {
        Duration never = Duration.ofDays(1);
        ExchangeLimits told =
                new ExchangeLimits(1000, 100_000, Long.MAX_VALUE, 10_000, 10_000, 100, 16, 4096, never, never);
        List<Trader> line =
                IntStream.rangeClosed(1, 5).mapToObj(i -> trader(i, told)).toList();
        for (int i = 1; i < 5; i++) {
            line.get(i - 1).dials(line.get(i));
        }
        Eventually.holds(
                "all are linked", () -> line.get(3).member.network().peers().size() == 2);
        SignedListing listing = Listings.of(seller, "birds", 1);
        line.getFirst().exchange.publish(listing);
        for (Trader each : line) {
            Eventually.holds("it is there", () -> each.has().contains(listing.id()));
        }
        Message found = line.getLast().shelf.find(listing.id()).orElseThrow();
        assertEquals(new ListingPut(listing), found);
    }

    @Test
    void inARingNothingGoesRoundForEver() {
        List<Trader> ring = IntStream.rangeClosed(1, 3).mapToObj(this::trader).toList();
        AtomicInteger changes = new AtomicInteger();
        ring.forEach(t -> t.exchange.onChange(standing -> changes.incrementAndGet()));
        for (int i = 0; i < 3; i++) {
            ring.get(i).dials(ring.get((i + 1) % 3));
        }
        ring.getFirst().exchange.publish(Listings.of(seller, "birds", 1));
        ring.forEach(t -> Eventually.holds("it is there", () -> t.has().size() == 1));
        ring.getFirst().exchange.publish(Listings.of(seller, "trees", 1));
        ring.forEach(t -> Eventually.holds("it is there", () -> t.has().size() == 2));
        Eventually.holds("all are told", () -> changes.get() >= 6);
        assertEquals(6, changes.get());
    }

    @Test
    void forgeriesAreNeverForwardedAndTheirSenderIsCutOff() {
        SignedListing good = Listings.of(seller, "birds", 1);
        byte[] body = good.body();
        body[body.length - 3] ^= 1;
        List<Message> forgeries = List.of(
                new ListingPut(Listings.withPrice(good, 1)),
                new ListingPut(
                        new SignedListing(good.chainId(), good.contract(), good.listing(), good.signature(), body)),
                new ListingPut(Listings.signed(Neighbourhood.key(66), good.listing(), good.body())),
                new ListingPut(new SignedListing(1, good.contract(), good.listing(), good.signature(), good.body())),
                new ListingPut(notCanonical()),
                new ListingPut(Listings.of(
                        seller,
                        "fake",
                        1,
                        Listings.now() + 3600,
                        List.of(new BlockProof(0, new byte[2048], List.of())))),
                new ListingRevoke(Listings.revocation(Neighbourhood.key(66), seller.address(), "birds", 9)));
        AtomicInteger told = new AtomicInteger();
        Trader middle = trader(1);
        Member listener = gossip(2, told);
        listener.network().connect(middle.member.at());
        Eventually.holds(
                "the listener is linked", () -> middle.member.network().peers().size() == 1);
        AtomicInteger seed = new AtomicInteger(10);
        for (Message forgery : forgeries) {
            Member liar = gossip(seed.getAndIncrement(), new AtomicInteger());
            liar.network().connect(middle.member.at());
            assertThrows(ProblemException.class, () -> liar.network().request(middle.member.node(), forgery, LIMIT));
            Eventually.holds(
                    "it is cut off with the reason",
                    () -> PeerNetworkTest.reasons(liar).contains(Bye.Reason.CHEATED)
                            && middle.member.network().peer(liar.node()).isEmpty());
        }
        assertTrue(middle.has().isEmpty());
        middle.exchange.publish(good);
        Eventually.holds("the good one is told", () -> told.get() > 0);
        assertEquals(1, told.get());
        assertEquals(1, middle.member.network().peers().size());
    }

    private SignedListing notCanonical() {
        byte[] body = (" "
                        + new String(
                                Listings.body("birds", List.of()).bytes(), java.nio.charset.StandardCharsets.UTF_8))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return Listings.signed(seller, Listings.head(seller.address(), "birds", 1, Listings.now() + 3600, body), body);
    }

    @Test
    void listingsOfAnotherChainArePassedOnLikeAnyOther() {
        Trader a = trader(1);
        Trader b = trader(2);
        Trader c = trader(3);
        a.dials(b);
        b.dials(c);
        Eventually.holds("all are linked", () -> b.member.network().peers().size() == 2);
        SignedListing far = Listings.on(4242, seller, "birds", 1);
        a.exchange.publish(far);
        Eventually.holds("it is at the end of the line", () -> c.has().contains(far.id()));
        a.exchange.publish(Listings.revocationOn(4242, seller, "birds", 2));
        Eventually.holds("so is its end", () -> !c.has().contains(far.id()));
        assertEquals(2, b.member.network().peers().size());
    }

    @Test
    void aListingThatWasSignedForAnotherChainThanItSaysIsAForgery() {
        Trader a = trader(1);
        Member liar = gossip(2, new AtomicInteger());
        liar.network().connect(a.member.at());
        Eventually.holds("they are linked", () -> a.member.network().peers().size() == 1);
        SignedListing good = Listings.of(seller, "birds", 1);
        SignedListing moved = new SignedListing(4242, good.contract(), good.listing(), good.signature(), good.body());
        assertThrows(
                ProblemException.class, () -> liar.network().request(a.member.node(), new ListingPut(moved), LIMIT));
        Eventually.holds(
                "it is cut off", () -> PeerNetworkTest.reasons(a.member).contains(Bye.Reason.CHEATED));
        assertTrue(a.has().isEmpty());
    }

    @Test
    void anExpiredListingIsNotKeptButNobodyIsBlamed() {
        AtomicInteger told = new AtomicInteger();
        Trader middle = trader(1);
        Member listener = gossip(2, told);
        Member late = gossip(3, new AtomicInteger());
        listener.network().connect(middle.member.at());
        late.network().connect(middle.member.at());
        Eventually.holds(
                "both are linked", () -> middle.member.network().peers().size() == 2);
        SignedListing expired = Listings.of(seller, "birds", 1, Listings.now() - 1, List.of());
        ProblemException e = assertThrows(ProblemException.class, () -> late.network()
                .request(middle.member.node(), new ListingPut(expired), LIMIT));
        assertEquals(Problem.Code.PEER_REFUSED, e.problem().code());
        assertTrue(middle.has().isEmpty());
        assertInstanceOf(
                Acknowledged.class,
                late.network().request(middle.member.node(), new ListingPut(Listings.of(seller, "new", 1)), LIMIT));
        Eventually.holds("only the good one is told", () -> told.get() == 1);
        assertEquals(2, middle.member.network().peers().size());
    }

    @Test
    void aLateJoinerGetsTheWholeCatalogueAndBringsItsOwn() {
        Trader old = trader(1);
        for (int i = 0; i < 950; i++) {
            old.exchange.publish(Listings.of(seller, "old " + i, 1));
        }
        NodeKey another = Neighbourhood.key(78);
        Trader late = trader(2);
        for (int i = 0; i < 250; i++) {
            late.exchange.publish(Listings.of(another, "late " + i, 1));
        }
        late.dials(old);
        Eventually.holds("the late one has all", () -> late.has().size() == 1200);
        Eventually.holds("the old one has all", () -> old.has().size() == 1200);
        assertEquals(old.has(), late.has());
    }

    @Test
    void whoWasAwayHasEverythingAfterComingBack() {
        Trader a = trader(1);
        Trader b = trader(2);
        b.dials(a);
        a.exchange.publish(Listings.of(seller, "before", 1));
        Eventually.holds("b has it", () -> b.has().size() == 1);
        b.member.network().close();
        a.exchange.publish(Listings.of(seller, "meanwhile", 1));
        a.exchange.publish(Listings.of(seller, "before", 2));
        b.exchange.publish(Listings.of(Neighbourhood.key(78), "written on the train", 1));
        Trader again = trader(2, QUICK, b.shelf);
        again.dials(a);
        Eventually.holds("both have all", () -> a.has().size() == 3 && a.has().equals(again.has()));
    }

    @Test
    void whatCouldNotBeToldAtOnceIsFoundByReconciling() {
        Trader a = trader(1);
        Trader b = trader(2);
        b.dials(a);
        SignedListing quiet = Listings.of(seller, "quiet", 1);
        a.shelf.put(quiet, Listings.body("quiet", List.of()));
        Eventually.holds("b has it though nobody told it", () -> b.has().contains(quiet.id()));
    }

    @Test
    void aRevocationWinsWhateverComesFirst() {
        SignedListing listing = Listings.of(seller, "birds", 1);
        SignedRevocation revocation = Listings.revocation(seller, seller.address(), "birds", 1);
        Trader first = trader(1);
        first.exchange.publish(listing);
        first.exchange.publish(revocation);
        Trader second = trader(2);
        second.exchange.publish(revocation);
        ProblemException e = assertThrows(ProblemException.class, () -> second.exchange.publish(listing));
        assertEquals(Problem.Code.LISTING_INVALID, e.problem().code());
        Trader third = trader(3);
        third.exchange.publish(listing);
        third.dials(first);
        third.dials(second);
        for (Trader each : List.of(first, second, third)) {
            Eventually.holds("the tombstone stands", () -> each.has().equals(Set.of(revocation.id())));
        }
        SignedListing next = Listings.of(seller, "birds", 2);
        second.exchange.publish(next);
        for (Trader each : List.of(first, second, third)) {
            Eventually.holds("a later version stands again", () -> each.has().equals(Set.of(next.id())));
        }
    }

    @Test
    void aSellerHasNoMoreSlotsThanItsQuotaAndAllAgreeOnWhich() {
        ExchangeLimits three = new ExchangeLimits(
                3, 100, Long.MAX_VALUE, 1000, 1000, 100, 16, 100, Duration.ofMillis(200), Duration.ofMillis(400));
        Trader a = trader(1, three);
        Trader b = trader(2, three);
        List<SignedListing> many = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            many.add(Listings.of(seller, "listing " + i, 1));
        }
        many.forEach(l -> offer(a, l));
        many.reversed().forEach(l -> offer(b, l));
        assertEquals(3, a.has().size());
        assertEquals(a.has(), b.has());
        b.dials(a);
        a.exchange.publish(Listings.of(Neighbourhood.key(78), "somebody else", 1));
        Eventually.holds("others are not hindered", () -> b.has().size() == 4);
        assertEquals(a.has(), b.has());
    }

    private static void offer(Trader to, SignedListing listing) {
        try {
            to.exchange.publish(listing);
        } catch (ProblemException e) {
            assertEquals(Problem.Code.LISTING_INVALID, e.problem().code());
        }
    }

    @Test
    void whoBringsMoreThanAllowedIsMadeToWaitAndLosesNothing() {
        ExchangeLimits slow = new ExchangeLimits(
                1000, 1000, Long.MAX_VALUE, 20, 10, 100, 16, 100, Duration.ofMillis(200), Duration.ofMillis(400));
        Trader eager = trader(1);
        Trader careful = trader(2, slow);
        for (int i = 0; i < 60; i++) {
            eager.exchange.publish(Listings.of(seller, "listing " + i, 1));
        }
        long began = System.nanoTime();
        eager.dials(careful);
        Eventually.holds("all come in the end", () -> careful.has().size() == 60);
        assertTrue(System.nanoTime() - began > 2_000_000_000L, "50 more than the burst at 20/s take over two seconds");
        assertNotNull(careful.member.network().peers().getFirst());
    }
}
