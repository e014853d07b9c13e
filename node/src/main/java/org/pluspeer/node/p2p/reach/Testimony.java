package org.pluspeer.node.p2p.reach;

import java.util.EnumSet;
import java.util.Set;
import org.pluspeer.market.wire.NodeAddress;
import org.pluspeer.market.wire.ReachReply.Outcome;
import org.pluspeer.wallet.eth.Address;

/**
 * What one peer said of dialling back, and what of it this node saw itself.
 *
 * @param range of addresses that the peer comes from
 * @param seen calls that came from it meanwhile
 * @param at seconds
 */
record Testimony(
        Address by, String range, NodeAddress address, Outcome udp, Outcome tcp, Set<Transport> seen, long at) {
    /** Whether it came through, by its word and by this node's own eyes. */
    boolean came(Transport transport) {
        return said(transport) == Outcome.REACHED && seen.contains(transport);
    }

    boolean came() {
        return came(Transport.UDP) || came(Transport.TCP);
    }

    /** Whether it tried and nobody answered. */
    boolean failed(Transport transport) {
        return said(transport) == Outcome.SILENT || said(transport) == Outcome.ANOTHER;
    }

    boolean failed() {
        return !came() && (failed(Transport.UDP) || failed(Transport.TCP));
    }

    private Outcome said(Transport transport) {
        return transport == Transport.UDP ? udp : tcp;
    }

    Testimony saw(Transport transport) {
        Set<Transport> more = EnumSet.of(transport);
        more.addAll(seen);
        return new Testimony(by, range, address, udp, tcp, more, at);
    }
}
