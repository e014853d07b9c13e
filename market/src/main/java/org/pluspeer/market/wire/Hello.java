package org.pluspeer.market.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.listing.Contact;
import org.pluspeer.market.listing.Text;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * The first message of both sides. Who the other node is, the link has already proven.
 *
 * @param version of the protocol that the sender wants to speak
 * @param agent program and version, for people
 * @param chainId of the chain on which the sender trades
 * @param contract FairExchange on that chain
 * @param addresses where the sender can be dialled, {@code host:port}, best first; claims, to be tried with care
 * @param binding the account that answers for the sender's node; null if it has none to show
 */
public record Hello(
        int version,
        String agent,
        long chainId,
        Address contract,
        List<String> addresses,
        @Nullable NodeBinding binding)
        implements Message {
    /** The version that this page and these records are. */
    public static final int VERSION = 1;

    public static final int MAX_AGENT = 64;

    /** @throws MalformedException if a field is out of bounds */
    public Hello {
        addresses = List.copyOf(addresses);
        if (version < 1 || version > 0xffff || chainId < 1 || addresses.size() > Contact.MAX_ADDRESSES) {
            throw new MalformedException("hello: version, chainId or addresses is out of bounds");
        }
        Text.requireLine(agent, "hello: agent", 1, MAX_AGENT);
        addresses.forEach(Hello::requireAddress);
    }

    @Override
    public MessageType type() {
        return MessageType.HELLO;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.u16(version).text(agent).u64(chainId).address(contract).u16(addresses.size());
        addresses.forEach(out::text);
        out.flag(binding != null);
        if (binding != null) {
            binding.writeTo(out);
        }
    }

    static Hello read(WireReader in) {
        return new Hello(
                in.u16(),
                in.text(4 * MAX_AGENT),
                in.u64(),
                in.address(),
                in.list(Contact.MAX_ADDRESSES, 2, each -> each.text(Contact.MAX_ADDRESS)),
                in.flag() ? NodeBinding.read(in) : null);
    }

    private static void requireAddress(String address) {
        if (!Contact.isAddress(address)) {
            throw new MalformedException("hello: an address is not host:port");
        }
    }
}
