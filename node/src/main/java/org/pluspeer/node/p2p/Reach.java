package org.pluspeer.node.p2p;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;

/** Finds the node that speaks for an account, by links, by statements heard, and by the addresses that it named. */
final class Reach {
    private static final int MOST_NAMED = 8;
    private static final int MOST_RESOLVED = 4;

    private final PeerNetwork network;
    private final LinkTable table;
    private final AddressPolicy policy;
    private volatile BiFunction<Address, List<String>, Optional<PeerInfo>> elsewhere =
            (account, tried) -> Optional.empty();

    Reach(PeerNetwork network, LinkTable table, AddressPolicy policy) {
        this.network = network;
        this.table = table;
        this.policy = policy;
    }

    /** Who is asked for an account's node, when nobody answers where it was said to be; says what it tried. May block. */
    void lookElsewhere(BiFunction<Address, List<String>, Optional<PeerInfo>> finder) {
        elsewhere = finder;
    }

    /** Ends a link that this side dialled and nobody uses any more, unless it is a neighbour's. */
    void letGo(Address node) {
        table.spent(node).ifPresent(link -> link.cut(Bye.Reason.IDLE, "nothing more to ask"));
    }

    /** @throws ProblemException PEER_UNREACHABLE with what was tried */
    PeerInfo reach(Address account, List<HostPort> named) {
        Optional<Address> node = network.nodeOf(account);
        Optional<PeerInfo> linked = node.flatMap(network::peer).or(() -> network.peers().stream()
                .filter(p -> Objects.equals(account, p.account()))
                .findFirst());
        if (linked.isPresent()) {
            return linked.get();
        }
        List<String> tried = new ArrayList<>();
        return firstOf(named, account, tried)
                .or(() -> elsewhere.apply(account, tried))
                .orElseThrow(() -> unreachable(account, tried));
    }

    private Optional<PeerInfo> firstOf(List<HostPort> addresses, Address account, List<String> tried) {
        return addresses.stream()
                .distinct()
                .limit(MOST_NAMED)
                .flatMap(address -> at(address, account, tried).stream())
                .findFirst();
    }

    private static ProblemException unreachable(Address account, List<String> tried) {
        return new ProblemException(
                Problem.Code.PEER_UNREACHABLE,
                "no peer answers for " + account
                        + (tried.isEmpty() ? ", and no address is known" : ": " + String.join("; ", tried)));
    }

    private Optional<PeerInfo> at(HostPort address, Address account, List<String> tried) {
        for (InetAddress ip : resolve(address, tried)) {
            if (!policy.allows(ip)) {
                tried.add(address + " is not dialled: it is no public address");
                continue;
            }
            try {
                return Optional.of(speakerFor(account, at(ip, address.port())));
            } catch (ProblemException e) {
                tried.add(e.problem().detail());
            }
        }
        return Optional.empty();
    }

    /** Without the scope that Java adds to a link-local address. */
    private static HostPort at(InetAddress ip, int port) {
        String text = ip.getHostAddress();
        int scope = text.indexOf('%');
        return new HostPort(scope < 0 ? text : text.substring(0, scope), port);
    }

    private PeerInfo speakerFor(Address account, HostPort address) {
        List<Address> before = network.peers().stream().map(PeerInfo::node).toList();
        PeerInfo peer = network.connect(address, network.nodeOf(account).orElse(null));
        if (Objects.equals(account, peer.account())) {
            return peer;
        }
        if (!before.contains(peer.node())) {
            network.cut(peer.node(), Bye.Reason.UNWANTED, "another account was expected at this address");
        }
        throw new ProblemException(Problem.Code.WRONG_PEER, address + " does not speak for " + account);
    }

    private static List<InetAddress> resolve(HostPort address, List<String> tried) {
        if (address.port() == 0) {
            return List.of();
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(address.host()))
                    .limit(MOST_RESOLVED)
                    .toList();
        } catch (UnknownHostException e) {
            tried.add("the name " + address.host() + " is not known");
            return List.of();
        }
    }
}
