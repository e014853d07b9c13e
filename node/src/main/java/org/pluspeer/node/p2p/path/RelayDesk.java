package org.pluspeer.node.p2p.path;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;

/**
 * Whom a relay serves, and what it passes on for them. A client is a node that has a link with the relay; it goes when
 * the link does. Its datagrams are taken by UDP from the one address that it has proven, and over the link. Times are
 * nanoseconds of a monotonic clock. Not for several threads.
 *
 * @param <A> names an address
 */
public final class RelayDesk<A> {
    private final RelayLimits limits;
    private final RandomGenerator random;
    private final Map<Address, Client<A>> byNode = new HashMap<>();
    private final Map<Integer, Client<A>> bySlot = new HashMap<>();
    private final Allowance total;

    /** One that is served. */
    public static final class Client<A> {
        private final Address node;
        private final int slot;
        private final String group;
        private final Allowance allowance;
        private @Nullable A proven;
        private long asked;
        private @Nullable A askedAt;

        Client(Address node, int slot, String group, Allowance allowance) {
            this.node = node;
            this.slot = slot;
            this.group = group;
            this.allowance = allowance;
        }

        public Address node() {
            return node;
        }

        public int slot() {
            return slot;
        }

        /** Where it takes datagrams by UDP; null while it has proven no address. */
        public @Nullable A proven() {
            return proven;
        }
    }

    /** What becomes of a datagram: the one whom it is for, or the reason why it is dropped. */
    public record Verdict<A>(
            @Nullable Client<A> to, @Nullable Drop drop) {}

    public RelayDesk(RelayLimits limits, RandomGenerator random, long now) {
        this.limits = limits;
        this.random = random;
        this.total = new Allowance(limits.total(), now);
    }

    /**
     * A node asks to be served. One that is already begins anew, under its old slot.
     *
     * @param group the range of addresses that its link comes from
     * @return empty if there is no room
     */
    public Optional<Client<A>> admit(Address node, String group, long now) {
        Client<A> known = byNode.get(node);
        if (known != null) {
            known.proven = null;
            return Optional.of(known);
        }
        long near = byNode.values().stream().filter(c -> c.group.equals(group)).count();
        if (byNode.size() >= limits.clients() || near >= limits.group()) {
            return Optional.empty();
        }
        Client<A> client = new Client<>(node, freeSlot(), group, new Allowance(limits.rate(), now));
        byNode.put(node, client);
        bySlot.put(client.slot, client);
        return Optional.of(client);
    }

    private int freeSlot() {
        int slot = 0;
        while (slot < 1 || bySlot.containsKey(slot)) {
            slot = random.nextInt() & Integer.MAX_VALUE;
        }
        return slot;
    }

    /** Its link has ended. */
    public void leave(Address node) {
        Client<A> client = byNode.remove(node);
        if (client != null) {
            bySlot.remove(client.slot);
        }
    }

    public Optional<Client<A>> of(Address node) {
        return Optional.ofNullable(byNode.get(node));
    }

    public int size() {
        return byNode.size();
    }

    /** Bytes a second that one may send. */
    public int rate() {
        return limits.rate();
    }

    /**
     * A check that is known to be the client's has come by UDP. The address counts once a number that was sent there has
     * come back from there.
     *
     * @return the number to ask with in the answer; 0 if the address is proven
     */
    public long checked(Client<A> client, A from, long echo) {
        if (echo != 0 && echo == client.asked && from.equals(client.askedAt)) {
            client.proven = from;
            client.asked = 0;
        }
        if (from.equals(client.proven)) {
            return 0;
        }
        long number = 0;
        while (number == 0) {
            number = random.nextLong();
        }
        client.asked = number;
        client.askedAt = from;
        return number;
    }

    /**
     * A client has sent a datagram for another.
     *
     * @param by where it came from by UDP; null if it came over the client's link
     * @param bytes how long it is
     */
    public Verdict<A> pass(Client<A> from, @Nullable A by, int slot, int bytes, long now) {
        if (by != null && !by.equals(from.proven)) {
            return new Verdict<>(null, Drop.WRONG_ADDRESS);
        }
        Client<A> to = bySlot.get(slot);
        if (to == null || to == from) {
            return new Verdict<>(null, Drop.UNKNOWN_SLOT);
        }
        if (!from.allowance.has(bytes, now) || !total.has(bytes, now)) {
            return new Verdict<>(null, Drop.OVER_RATE);
        }
        from.allowance.take(bytes);
        total.take(bytes);
        return new Verdict<>(to, null);
    }
}
