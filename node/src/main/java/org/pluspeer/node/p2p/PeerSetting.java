package org.pluspeer.node.p2p;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.p2p.path.RelayLimits;
import org.pluspeer.wallet.eth.Address;

/**
 * What a node's links are for.
 *
 * @param chainId of the chain that it trades on, as others are told
 * @param contract FairExchange there
 * @param agent program and version as others are told it, at most 64 characters
 * @param advertised where others can dial it, at most 8; if empty, what it listens on, unless that is every address
 * @param named which addresses out of listings and greetings it may dial
 * @param relaying what it passes on for others; null if nothing
 */
public record PeerSetting(
        long chainId,
        Address contract,
        String agent,
        List<HostPort> advertised,
        AddressPolicy named,
        LinkLimits limits,
        @Nullable RelayLimits relaying) {
    public PeerSetting {
        advertised = List.copyOf(advertised);
    }

    /** Without relaying. */
    public PeerSetting(
            long chainId,
            Address contract,
            String agent,
            List<HostPort> advertised,
            AddressPolicy named,
            LinkLimits limits) {
        this(chainId, contract, agent, advertised, named, limits, null);
    }
}
