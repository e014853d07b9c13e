package org.pluspeer.node.p2p.reach;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.NodeAddress;
import org.pluspeer.node.p2p.AddressPolicy;
import org.pluspeer.node.p2p.HostPort;

/**
 * Makes of all that is known one state and one sentence.
 *
 * @param listening where
 * @param linked peers
 * @param relays that take calls for this node
 */
record Verdict(HostPort listening, int linked, ReachBook book, Mapped mapping, int relays) {
    static boolean isThisMachineOnly(HostPort listening) {
        try {
            return InetAddress.getByName(listening.host()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    ReachState state() {
        List<HostPort> open = book.dialled().stream()
                .filter(address -> AddressPolicy.isPublic(ip(address)))
                .map(address -> new HostPort(ip(address).getHostAddress(), address.port()))
                .toList();
        if (isThisMachineOnly(listening)) {
            return state(
                    Reached.UNKNOWN,
                    "it listens on this machine only, at " + listening,
                    "To be found by others start it with --p2p [::]:" + listening.port() + ".",
                    List.of());
        }
        if (!open.isEmpty()) {
            return dialled(open);
        }
        if (relays > 0) {
            return state(
                    Reached.RELAYED, "relays take calls for it (" + relays + "); " + whyNot(), advice(), List.of());
        }
        return book.tried().isEmpty() ? unknown() : state(Reached.UNREACHABLE, whyNot(), advice(), List.of());
    }

    private ReachState dialled(List<HostPort> open) {
        boolean byMapping = mapping.external()
                .filter(outside -> open.stream().anyMatch(each -> each.host().equals(outside.host())))
                .isPresent();
        String who = book.successes() + " of " + book.answers() + " peers that tried could dial " + open.getFirst();
        String how = Boolean.FALSE.equals(came(Transport.UDP))
                ? ", by TCP only: UDP does not come through"
                : Boolean.FALSE.equals(came(Transport.TCP)) ? ", by UDP only: TCP does not come through" : "";
        String advice = how.isEmpty() ? null : "Open both UDP and TCP of port " + listening.port() + ".";
        return state(byMapping ? Reached.MAPPED : Reached.DIRECT, who + how, advice, open);
    }

    private ReachState unknown() {
        if (!book.dialled().isEmpty()) {
            return state(
                    Reached.UNKNOWN,
                    "only peers in the same local network have tried, and they could dial it",
                    null,
                    List.of());
        }
        String nobody = linked == 0 ? "no peer is there that could try it" : "no peer has tried it yet";
        return state(
                Reached.UNKNOWN,
                mapping.state() == Mapped.State.GRANTED ? mapping.why() + ", and " + nobody : nobody,
                linked == 0 ? "Name a peer with --bootstrap HOST:PORT." : null,
                List.of());
    }

    private String whyNot() {
        int tried = book.answers() - book.successes();
        return switch (tried) {
            case 0 -> "nobody has tried to dial it";
            case 1 -> "one peer tried to dial it and could not; " + mapping.why();
            default -> tried + " peers tried to dial it and none could; " + mapping.why();
        };
    }

    private String advice() {
        int port = listening.port();
        return switch (mapping.state()) {
            case GRANTED -> "Look if a firewall on this machine keeps UDP and TCP " + port + " out.";
            case BEHIND_ANOTHER ->
                "Forward the port on the other router too; if that is your provider's, ask for a public address.";
            case ASKING, NONE, OFF ->
                "Switch on UPnP or PCP in your router, or forward UDP and TCP " + port + " to this machine by hand.";
        };
    }

    /** Null if nobody tried. */
    private @Nullable Boolean came(Transport transport) {
        Map<Transport, Integer> yes = book.came();
        Map<Transport, Integer> no = book.failed();
        boolean any = yes.getOrDefault(transport, 0) > 0;
        return (any || no.getOrDefault(transport, 0) > 0) ? any : null;
    }

    private ReachState state(Reached reached, String why, @Nullable String advice, List<HostPort> addresses) {
        return new ReachState(
                reached, why, advice, addresses, came(Transport.UDP), came(Transport.TCP), book.answers(), mapping);
    }

    private static InetAddress ip(NodeAddress address) {
        try {
            return InetAddress.getByAddress(address.ip());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }
}
