package org.pluspeer.node;

import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.pluspeer.market.sale.Venue;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.client.Version;
import org.pluspeer.node.events.Topic;
import org.pluspeer.node.http.Views;
import org.pluspeer.node.p2p.AddressPolicy;
import org.pluspeer.node.p2p.Bootstrap;
import org.pluspeer.node.p2p.Carriers;
import org.pluspeer.node.p2p.ExchangeLimits;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.p2p.KnownPeers;
import org.pluspeer.node.p2p.LinkLimits;
import org.pluspeer.node.p2p.ListingExchange;
import org.pluspeer.node.p2p.PeerFinder;
import org.pluspeer.node.p2p.PeerNetwork;
import org.pluspeer.node.p2p.PeerSetting;
import org.pluspeer.node.p2p.RealTime;
import org.pluspeer.node.p2p.StoreShelf;
import org.pluspeer.node.p2p.reach.LanDiscovery;
import org.pluspeer.node.p2p.reach.Reachability;

/** The fifth stage: links with other peers and the listings that travel on them. Not yet listening. */
record NetworkStage(
        RealTime time,
        PeerNetwork network,
        ListingExchange listings,
        StoreShelf shelf,
        PeerFinder finder,
        OwnContents contents,
        Bootstrap bootstrap,
        Reachability reach,
        LanDiscovery lan)
        implements AutoCloseable {
    /** What it is made from. */
    record Parts(Settings settings, KeyStage keys, StorageStage storage, SigningDesk signing, Venue venue) {}

    static NetworkStage prepare(Parts parts, Vertx vertx, TradeStage.World world) {
        InstantSource clock = world.clock();
        SecureRandom random = world.random();
        RealTime time = new RealTime();
        PeerSetting setting = new PeerSetting(
                parts.venue().chainId(),
                parts.venue().exchange(),
                "peer/" + Version.text(),
                List.of(),
                AddressPolicy.forListener(address(parts.settings().p2p())),
                LinkLimits.DEFAULT.withLinks(
                        parts.settings().network().links(),
                        parts.settings().network().linksOfRange(),
                        parts.settings().network().neighbours()),
                parts.settings().network().relayLimits());
        AccountWord word = new AccountWord(
                parts.keys().vault(), parts.signing(), parts.keys().node().address(), clock);
        word.renew();
        parts.keys().vault().onChange(word::renew);
        PeerNetwork.Ground ground = new PeerNetwork.Ground(vertx, time, clock, System::nanoTime, random);
        PeerNetwork network = PeerNetwork.over(Carriers.BOTH, parts.keys().node(), setting, word::binding, ground);
        StoreShelf shelf =
                new StoreShelf(parts.storage().catalog(), parts.signing().account()::equals, clock);
        ListingExchange listings = new ListingExchange(
                network,
                shelf,
                ExchangeLimits.DEFAULT.withRoom(
                        parts.settings().network().listings(),
                        parts.settings().network().listingSpace()),
                new ListingExchange.Clocks(time, clock, System::nanoTime));
        listings.onChange(standing -> world.bell().ring(Topic.LISTINGS));
        PeerFinder finder = new PeerFinder(
                network,
                new PeerFinder.Voice(parts.keys().node(), word::binding),
                setting,
                new KnownPeers(parts.settings().directory().peers()),
                ground);
        OwnContents contents = new OwnContents(parts.storage().catalog(), clock, finder);
        listings.onChange(contents::changed);
        contents.tell();
        return new NetworkStage(
                time,
                network,
                listings,
                shelf,
                finder,
                contents,
                new Bootstrap(network, time, random::nextDouble),
                new Reachability(
                        network, finder, ground, parts.settings().network().mapping()),
                LanDiscovery.ofThisMachine(
                        network, time, parts.settings().network().lan()));
    }

    /** Opens the port and looks for the peers that the owner named. */
    HostPort open(Settings settings) {
        listings.start();
        finder.start();
        reach.start();
        HostPort listening = network.start(settings.p2p());
        if (settings.network().tlsPort() != 0) {
            network.startByTls(
                    new HostPort(settings.p2p().host(), settings.network().tlsPort()));
        }
        bootstrap.keep(settings.bootstrap());
        finder.begin();
        reach.begin(listening);
        lan.begin(listening);
        return listening;
    }

    Views.Peers peers() {
        return new Views.Peers(
                network.peers().stream()
                        .map(peer -> new Views.Peer(
                                peer.node(),
                                peer.account(),
                                peer.address().toString(),
                                peer.carrier(),
                                network.isDirect(peer) ? "direct" : "relayed",
                                peer.connectedSince().getEpochSecond(),
                                network.bytesFrom(peer.node()),
                                network.bytesTo(peer.node()),
                                peer.agent(),
                                peer.dialled() ? "out" : "in"))
                        .toList(),
                network.farewells().stream()
                        .map(left -> new Views.Left(
                                left.node(),
                                left.address().toString(),
                                left.parting().code(),
                                left.parting().text(),
                                left.parting().byThem(),
                                left.at()))
                        .toList());
    }

    @Override
    public void close() {
        bootstrap.close();
        lan.close();
        reach.close();
        finder.close();
        network.close();
        time.close();
    }

    private static java.net.InetAddress address(HostPort listen) {
        try {
            return java.net.InetAddress.getByName(listen.host());
        } catch (java.net.UnknownHostException e) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "--p2p: no such host: " + listen.host(), e);
        }
    }
}
