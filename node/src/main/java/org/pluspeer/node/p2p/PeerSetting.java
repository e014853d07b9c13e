package org.pluspeer.node.p2p;

import java.util.List;
import org.pluspeer.wallet.eth.Address;

/**
 * What a node's links are for.
 *
 * @param chainId of the chain that it trades on, as others are told
 * @param contract FairExchange there
 * @param agent program and version as others are told it, at most 64 characters
 * @param advertised where others can dial it, at most 8; if empty, what it listens on, unless that is every address
 * @param named which addresses out of listings and greetings it may dial
 */
public record PeerSetting(
        long chainId,
        Address contract,
        String agent,
        List<HostPort> advertised,
        AddressPolicy named,
        LinkLimits limits) {
    public PeerSetting {
        advertised = List.copyOf(advertised);
    }
}
