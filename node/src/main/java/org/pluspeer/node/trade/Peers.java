package org.pluspeer.node.trade;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.pluspeer.market.wire.Message;
import org.pluspeer.node.p2p.HostPort;
import org.pluspeer.node.p2p.PeerNetwork;
import org.pluspeer.node.sale.SalePeers;
import org.pluspeer.wallet.eth.Address;

/** Other nodes by the account that they speak for; one that is not linked is dialled where its listing says. */
public final class Peers implements SalePeers {
    private final PeerNetwork network;
    private final Function<Address, List<HostPort>> named;

    /** @param named where an account's listings say that its node is */
    public Peers(PeerNetwork network, Function<Address, List<HostPort>> named) {
        this.network = network;
        this.named = named;
    }

    @Override
    public Message ask(Address account, Message message, Duration limit) {
        Address node = network.nodeOf(account)
                .filter(known -> network.peer(known).isPresent())
                .orElseGet(() -> network.reach(account, named.apply(account)).node());
        return network.converse(node, message, limit);
    }
}
