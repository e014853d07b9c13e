package org.pluspeer.node.p2p;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.catalog.Standing;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.market.listing.SignedRevocation;
import org.pluspeer.market.wire.ListingPut;
import org.pluspeer.market.wire.ListingRevoke;
import org.pluspeer.market.wire.Message;
import org.pluspeer.node.p2p.gossip.Act;
import org.pluspeer.node.p2p.gossip.Gossip;
import org.pluspeer.node.p2p.gossip.Outcome;
import org.pluspeer.node.p2p.gossip.StandingIndex;
import org.pluspeer.node.p2p.sim.SimNetwork;
import org.pluspeer.node.p2p.sim.VirtualTime;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/** Peers that spread real, signed listings over a network in memory. */
final class GossipTown {
    private static final long LIMIT = 30_000;

    final VirtualTime time = new VirtualTime();
    final SimNetwork<Message> network;
    final List<Peer> peers = new ArrayList<>();
    final SplittableRandom random;
    private final ExchangeLimits limits;
    private final long began = Neighbourhood.BEGUN.toEpochMilli();

    GossipTown(long seed, SimNetwork.Weather weather, ExchangeLimits limits) {
        this.network = new SimNetwork<>(time, seed, weather);
        this.random = new SplittableRandom(seed);
        this.limits = limits;
    }

    long now() {
        return began + time.now();
    }

    /** One peer; what it knows lives on when its links don't. */
    final class Peer {
        final int number;
        final Address node;
        final IndexedShelf shelf = new IndexedShelf(new Listings.MemoryKeeper());
        final StandingIndex index = new StandingIndex();
        final Intake intake;
        final Gossip gossip;
        final Set<Peer> links = new java.util.LinkedHashSet<>();
        int judged;

        Peer() {
            number = network.join(this::hear);
            node = Address.parse("0x%040x".formatted(number + 1));
            intake = new Intake(shelf, index, limits, () -> Instant.ofEpochMilli(now()), new Tally());
            gossip = new Gossip(shelf, index, intake::wants, limits, new SplittableRandom(random.nextLong()));
        }

        void live() {
            time.after(100, () -> {
                if (gossip.due() <= now()) {
                    gossip.tick(now());
                    act();
                }
                live();
            });
        }

        Set<Hash32> has() {
            return shelf.stretch(Hash32.ZERO, Integer.MAX_VALUE, now() / 1000).stream()
                    .map(Standing::digest)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        void publish(SignedListing listing) {
            published(intake.take(listing), Standing.of(listing));
        }

        void publish(SignedRevocation revocation) {
            published(intake.take(revocation), Standing.of(revocation));
        }

        private void published(Outcome outcome, Standing standing) {
            if (outcome instanceof Outcome.Taken) {
                gossip.publish(standing, now());
                act();
            }
        }

        private @Nullable Message hear(int from, Message question) {
            Peer sender = peers.get(from);
            Message reply =
                    switch (question) {
                        case ListingPut put ->
                            judged(sender, Standing.of(put.listing()), () -> intake.take(put.listing()));
                        case ListingRevoke revoke ->
                            judged(sender, Standing.of(revoke.revocation()), () -> intake.take(revoke.revocation()));
                        default -> gossip.answer(sender.node, question, now());
                    };
            act();
            return reply;
        }

        private Message judged(Peer sender, Standing standing, java.util.function.Supplier<Outcome> judge) {
            Message refusal = gossip.admit(sender.node, standing.slot(), standing.digest(), now());
            if (refusal != null) {
                return refusal;
            }
            judged++;
            return gossip.judged(sender.node, standing, judge.get(), now());
        }

        private void act() {
            for (Act act : gossip.drain()) {
                switch (act) {
                    case Act.Cut cut -> part(this, peers.get(numberOf(cut.node())));
                    case Act.Ask ask ->
                        network.ask(number, numberOf(ask.node()), ask.question(), LIMIT, reply -> {
                            reply.ifPresentOrElse(
                                    message -> gossip.replied(ask.id(), message, now()),
                                    () -> gossip.failed(ask.id(), now()));
                            act();
                        });
                }
            }
        }
    }

    Peer settle() {
        Peer peer = new Peer();
        peers.add(peer);
        peer.live();
        return peer;
    }

    /** A ring, and so many links more for each. */
    void populate(int count, int more) {
        for (int i = 0; i < count; i++) {
            settle();
        }
        for (int i = 0; i < count; i++) {
            link(peers.get(i), peers.get((i + 1) % count));
            for (int j = 0; j < more; j++) {
                link(peers.get(i), peers.get(random.nextInt(count)));
            }
        }
        time.pass(1_000);
    }

    void link(Peer caller, Peer called) {
        if (caller != called && caller.links.add(called)) {
            called.links.add(caller);
            caller.gossip.linked(called.node, "range " + called.number, true, now());
            called.gossip.linked(caller.node, "range " + caller.number, false, now());
            caller.act();
            called.act();
        }
    }

    void part(Peer one, Peer other) {
        if (one.links.remove(other)) {
            other.links.remove(one);
            one.gossip.parted(other.node);
            other.gossip.parted(one.node);
        }
    }

    private static int numberOf(Address node) {
        return new java.math.BigInteger(1, node.bytes()).intValueExact() - 1;
    }
}
