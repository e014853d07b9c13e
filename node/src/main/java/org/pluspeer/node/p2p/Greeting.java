package org.pluspeer.node.p2p;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.listing.Contact;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.market.wire.Hello;
import org.pluspeer.market.wire.NodeBinding;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Secp256k1;

/** What this node says first, and what it makes of the other side's first words. */
final class Greeting {
    private final Address self;
    private final PeerSetting setting;
    private final Supplier<@Nullable NodeBinding> ownBinding;
    private final InstantSource clock;
    private volatile List<HostPort> addresses;

    /** @param ownBinding null while the account has signed none */
    Greeting(Address self, PeerSetting setting, Supplier<@Nullable NodeBinding> ownBinding, InstantSource clock) {
        this.self = self;
        this.setting = setting;
        this.ownBinding = ownBinding;
        this.clock = clock;
        this.addresses = setting.advertised();
    }

    /**
     * What is known of a peer that may stay.
     *
     * @param binding checked; null if it showed none
     */
    record Met(@Nullable NodeBinding binding, List<HostPort> listens, String agent) {}

    Address self() {
        return self;
    }

    /** Which addresses that others name may be dialled. */
    AddressPolicy named() {
        return setting.named();
    }

    /** Where this node can be dialled, as far as it knows. */
    List<HostPort> addresses() {
        return addresses;
    }

    /** Where nothing else was configured, an address that names one machine is where it can be dialled. */
    void listensOn(HostPort bound) {
        boolean anywhere = bound.host().equals("0.0.0.0") || bound.host().equals("::");
        if (setting.advertised().isEmpty() && !anywhere) {
            addresses = List.of(bound);
        }
    }

    /** Where this node can be dialled, as it has learned; what was configured stays. */
    void advertise(List<HostPort> learned) {
        if (setting.advertised().isEmpty()) {
            addresses = learned.stream().limit(Contact.MAX_ADDRESSES).toList();
        }
    }

    Hello ours() {
        return new Hello(
                Hello.VERSION,
                setting.agent(),
                setting.chainId(),
                setting.contract(),
                addresses.stream().map(HostPort::toString).toList(),
                ownBinding.get());
    }

    /**
     * Whatever chain it trades on, it may stay: its listings are worth showing.
     *
     * @throws UnfitException if it may not stay
     */
    Met check(Hello theirs, Address node) throws UnfitException {
        NodeBinding binding = theirs.binding();
        if (binding != null) {
            checkBinding(binding, node);
        }
        return new Met(binding, readable(theirs.addresses()), theirs.agent());
    }

    private void checkBinding(NodeBinding binding, Address node) throws UnfitException {
        if (!binding.node().equals(node)) {
            throw new UnfitException(Bye.Reason.WRONG_IDENTITY, "the account's statement names another node");
        }
        if (clock.instant().getEpochSecond() > binding.validUntil()) {
            throw new UnfitException(Bye.Reason.WRONG_IDENTITY, "the account's statement is out of date");
        }
        if (!Secp256k1.verify(binding.digest(), binding.signature(), binding.account())) {
            throw new UnfitException(Bye.Reason.WRONG_IDENTITY, "the account did not sign the statement");
        }
    }

    private static List<HostPort> readable(List<String> addresses) {
        List<HostPort> readable = new ArrayList<>();
        for (String address : addresses) {
            try {
                readable.add(HostPort.parse(address));
            } catch (MalformedException e) {
                // A claim that can't be dialled harms nobody.
            }
        }
        return readable;
    }

    /** The other side is a node, but not one for this network. */
    static final class UnfitException extends Exception {
        private final Bye.Reason reason;
        private final String sentence;

        UnfitException(Bye.Reason reason, String message) {
            super(message);
            this.reason = reason;
            this.sentence = message;
        }

        Bye.Reason reason() {
            return reason;
        }

        String sentence() {
            return sentence;
        }
    }
}
