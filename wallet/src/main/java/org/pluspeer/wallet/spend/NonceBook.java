package org.pluspeer.wallet.spend;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Which nonce of an account is whose. A value: every change gives another book. One key, such as a sale's step, never
 * has two nonces at once, and a nonce that fell out is the next to be given away, so that no gap stays.
 *
 * @param floor the account's nonce on the chain when last seen: all below are used up
 * @param next above all that were given away
 * @param entries by nonce; those at or above the floor are pending, those below are kept until they are final
 */
public record NonceBook(long floor, long next, Map<Long, Entry> entries) {
    /** How far a nonce has come. */
    public enum State {
        /** Given away; nothing is signed with it, or nothing left this machine. */
        RESERVED,
        /** A transaction with it was sent. */
        SENT,
        /** It is in a block that may still be undone. */
        MINED
    }

    /** One nonce and the key that has it. */
    public record Entry(long nonce, String key, State state) {
        Entry in(State other) {
            return new Entry(nonce, key, other);
        }
    }

    /** A nonce, and the book in which it is given away. */
    public record Reservation(NonceBook book, long nonce) {}

    /**
     * What the chain's word changed.
     *
     * @param passed were sent, and the chain is now past them: mined, unless their receipt is missing, in which case
     *     another wallet used the nonce (see {@link #taken})
     * @param overtaken were only reserved, and the chain is past them: their keys need another nonce
     * @param returned were mined and are pending again, as a reorganisation does
     */
    public record Resync(NonceBook book, List<Entry> passed, List<Entry> overtaken, List<Entry> returned) {}

    public NonceBook {
        if (floor < 0 || next < floor) {
            throw new IllegalArgumentException("no nonce book starts at " + floor + " and goes on at " + next);
        }
        entries = Collections.unmodifiableMap(new TreeMap<>(entries));
    }

    /** @param chainNonce the account's next nonce by the latest block */
    public static NonceBook startingAt(long chainNonce) {
        return new NonceBook(chainNonce, chainNonce, Map.of());
    }

    /** As it was written down. */
    public static NonceBook of(long floor, Collection<Entry> entries) {
        Map<Long, Entry> byNonce = new TreeMap<>();
        long next = floor;
        for (Entry entry : entries) {
            byNonce.put(entry.nonce(), entry);
            next = Math.max(next, entry.nonce() + 1);
        }
        return new NonceBook(floor, next, byNonce);
    }

    /** The same nonce again for a key that has one; else the lowest gap; else the next. */
    public Reservation reserve(String key) {
        Optional<Entry> held = entry(key);
        if (held.isPresent()) {
            return new Reservation(this, held.get().nonce());
        }
        List<Long> gaps = gaps();
        long nonce = gaps.isEmpty() ? next : gaps.getFirst();
        Map<Long, Entry> more = new TreeMap<>(entries);
        more.put(nonce, new Entry(nonce, key, State.RESERVED));
        return new Reservation(new NonceBook(floor, Math.max(next, nonce + 1), more), nonce);
    }

    /** @throws IllegalArgumentException if nobody has this nonce */
    public NonceBook sent(long nonce) {
        return change(nonce, entry -> entry.in(State.SENT));
    }

    /** @throws IllegalArgumentException if nobody has this nonce */
    public NonceBook mined(long nonce) {
        return change(nonce, entry -> entry.in(State.MINED));
    }

    /**
     * The transaction is gone, and will not come back: its nonce is free for another.
     *
     * @throws IllegalArgumentException if nobody has this nonce, or it is mined
     */
    public NonceBook dropped(long nonce) {
        Entry entry = at(nonce);
        if (entry.state() == State.MINED) {
            throw new IllegalArgumentException("nonce " + nonce + " is mined");
        }
        return without(nonce);
    }

    /** Another wallet used the nonce of a transaction of ours; the key needs another one. */
    public NonceBook taken(long nonce) {
        at(nonce);
        return without(nonce);
    }

    /** Forgets what is final: everything below the nonce that the account had in a final block. */
    public NonceBook finalBelow(long nonce) {
        Map<Long, Entry> kept = new TreeMap<>(entries);
        kept.values().removeIf(entry -> entry.nonce() < Math.min(nonce, floor));
        return new NonceBook(floor, next, kept);
    }

    /**
     * Takes in the account's next nonce by the latest block, which may have gone up by what another wallet sent, or
     * down by a reorganisation.
     */
    public Resync resync(long chainNonce) {
        List<Entry> passed = new ArrayList<>();
        List<Entry> overtaken = new ArrayList<>();
        List<Entry> returned = new ArrayList<>();
        Map<Long, Entry> after = new TreeMap<>(entries);
        for (Entry entry : entries.values()) {
            boolean below = entry.nonce() < chainNonce;
            switch (entry.state()) {
                case RESERVED -> {
                    if (below) {
                        overtaken.add(entry);
                        after.remove(entry.nonce());
                    }
                }
                case SENT -> {
                    if (below) {
                        passed.add(entry.in(State.MINED));
                        after.put(entry.nonce(), entry.in(State.MINED));
                    }
                }
                case MINED -> {
                    if (!below) {
                        returned.add(entry.in(State.SENT));
                        after.put(entry.nonce(), entry.in(State.SENT));
                    }
                }
            }
        }
        long above = after.keySet().stream().mapToLong(nonce -> nonce + 1).max().orElse(0);
        NonceBook book = new NonceBook(chainNonce, Math.max(chainNonce, above), after);
        return new Resync(book, List.copyOf(passed), List.copyOf(overtaken), List.copyOf(returned));
    }

    /** Nonces that hold up those above them: pending, and nobody's. */
    public List<Long> gaps() {
        List<Long> gaps = new ArrayList<>();
        for (long nonce = floor; nonce < next; nonce++) {
            if (!entries.containsKey(nonce)) {
                gaps.add(nonce);
            }
        }
        return List.copyOf(gaps);
    }

    public Optional<Entry> entry(String key) {
        return entries.values().stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst();
    }

    /** Reserved or sent, in the order of their nonces. */
    public List<Entry> pending() {
        return entries.values().stream()
                .filter(entry -> entry.state() != State.MINED)
                .toList();
    }

    private Entry at(long nonce) {
        Entry entry = entries.get(nonce);
        if (entry == null) {
            throw new IllegalArgumentException("nobody has nonce " + nonce);
        }
        return entry;
    }

    private NonceBook change(long nonce, UnaryOperator<Entry> change) {
        Map<Long, Entry> changed = new TreeMap<>(entries);
        changed.put(nonce, change.apply(at(nonce)));
        return new NonceBook(floor, next, changed);
    }

    /** A nonce at the end is given back; one below others becomes a gap. */
    private NonceBook without(long nonce) {
        Map<Long, Entry> fewer = new TreeMap<>(entries);
        fewer.remove(nonce);
        long above = fewer.keySet().stream().mapToLong(used -> used + 1).max().orElse(0);
        return new NonceBook(floor, Math.max(floor, above), fewer);
    }
}
