package org.pluspeer.node.p2p.reach;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.p2p.HostPort;

/**
 * What came of asking the router for a port.
 *
 * @param protocol by which it was granted; null if it was not
 * @param udp where others can dial by UDP; null if it was not granted
 * @param tcp likewise by TCP
 * @param why one sentence
 */
public record Mapped(
        State state,
        @Nullable String protocol,
        @Nullable HostPort udp,
        @Nullable HostPort tcp,
        String why) {
    /** How it stands. */
    public enum State {
        /** Not asked: it is switched off, or there is nothing to ask for. */
        OFF,
        /** Being asked. */
        ASKING,
        /** The port is forwarded, from a public address. */
        GRANTED,
        /** The port is forwarded, but the router's own address outside is no public one. */
        BEHIND_ANOTHER,
        /** No router would. */
        NONE
    }

    /** A state without a port. */
    public static Mapped none(State state, String why) {
        return new Mapped(state, null, null, null, why);
    }

    /** Where others can dial, if it is from everywhere. */
    public Optional<HostPort> external() {
        return state != State.GRANTED
                ? Optional.empty()
                : Optional.ofNullable(udp).or(() -> Optional.ofNullable(tcp));
    }
}
