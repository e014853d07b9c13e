package org.pluspeer.market.wire;

import java.util.List;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * By what ways the sender may be reached, asked of and answered by both ends of a link.
 *
 * @param session how packets to the sender are to be marked
 * @param candidates where its UDP socket may be seen, at most 8, all {@link NodeAddress#DIRECT}
 * @param relays nodes that relay for it, at most 2
 */
public record PathOffer(PathSession session, List<NodeAddress> candidates, List<Address> relays) implements Message {
    public static final int MAX_CANDIDATES = 8;
    public static final int MAX_RELAYS = 2;
    static final int MAX_BYTES = PathSession.BYTES + 2 + MAX_CANDIDATES * 20 + 2 + MAX_RELAYS * Address.LENGTH;

    /** @throws MalformedException if there are more, or others */
    public PathOffer {
        candidates = List.copyOf(candidates);
        relays = List.copyOf(relays);
        boolean direct = candidates.stream().allMatch(candidate -> candidate.kind() == NodeAddress.DIRECT);
        if (!direct || candidates.size() > MAX_CANDIDATES || relays.size() > MAX_RELAYS) {
            throw new MalformedException("path offer: a field is out of bounds");
        }
    }

    @Override
    public MessageType type() {
        return MessageType.PATH_OFFER;
    }

    @Override
    public void writeTo(WireWriter out) {
        session.writeTo(out);
        out.u16(candidates.size());
        candidates.forEach(candidate -> candidate.writeTo(out));
        out.u16(relays.size());
        relays.forEach(out::address);
    }

    static PathOffer read(WireReader in) {
        return new PathOffer(
                PathSession.read(in),
                in.list(MAX_CANDIDATES, NodeAddress.LEAST, NodeAddress::read),
                in.list(MAX_RELAYS, Address.LENGTH, WireReader::address));
    }
}
