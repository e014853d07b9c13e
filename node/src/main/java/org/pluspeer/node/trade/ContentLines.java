package org.pluspeer.node.trade;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pluspeer.market.fetch.Source;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.ProviderRecord;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.content.ContentPeers;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.p2p.PeerFinder;
import org.pluspeer.node.p2p.PeerInfo;
import org.pluspeer.node.p2p.PeerNetwork;
import org.pluspeer.node.sale.SalePeers;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/** Links with those who have content: the seller by its account, others as the table that all share names them. */
public final class ContentLines implements ContentPeers {
    private static final int ENOUGH = 8;
    /** Peers that are linked anyway are asked too: a question of 32 bytes. */
    private static final int MOST_LINKED = 20;

    private static final int MOST_ADDRESSES = 1000;
    private static final Duration LOOK = Duration.ofSeconds(20);

    private final PeerNetwork network;
    private final PeerFinder finder;
    private final SalePeers sellers;

    private final Map<Address, List<HostPort>> addresses = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Address, List<HostPort>> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    public ContentLines(PeerNetwork network, PeerFinder finder, SalePeers sellers) {
        this.network = network;
        this.finder = finder;
        this.sellers = sellers;
    }

    @Override
    public Message ask(Source source, Message message, Duration limit) {
        return switch (source.kind()) {
            case SELLER -> sellers.ask(source.address(), message, limit);
            case NODE -> {
                if (network.peer(source.address()).isEmpty()) {
                    dial(source.address());
                }
                yield network.converse(source.address(), message, limit);
            }
        };
    }

    private void dial(Address node) {
        ProblemException last =
                new ProblemException(Problem.Code.PEER_UNREACHABLE, "node " + node + " can't be dialled");
        for (HostPort address : addressesOf(node)) {
            try {
                network.connect(address, node);
                return;
            } catch (ProblemException e) {
                last = e;
            }
        }
        throw last;
    }

    private List<HostPort> addressesOf(Address node) {
        synchronized (addresses) {
            return addresses.getOrDefault(node, List.of());
        }
    }

    @Override
    public List<Source> holders(Hash32 exchangeRoot) {
        List<ProviderRecord> records = finder.providersOf(exchangeRoot, ENOUGH, LOOK).stream()
                .filter(record -> !record.provider().node().equals(network.self()))
                .toList();
        synchronized (addresses) {
            records.forEach(record -> addresses.put(record.provider().node(), finder.addresses(record.provider())));
        }
        Stream<Address> named = records.stream().map(record -> record.provider().node());
        Stream<Address> linked = network.peers().stream().map(PeerInfo::node).limit(MOST_LINKED);
        return Stream.concat(named, linked).distinct().map(Source::node).toList();
    }

    @Override
    public void shun(Source source, String reason) {
        switch (source.kind()) {
            case SELLER -> network.nodeOf(source.address()).ifPresent(node -> network.shun(node, reason));
            case NODE -> network.shun(source.address(), reason);
        }
    }
}
