package org.pluspeer.node.content;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.RunHasher;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.market.wire.HoldingReply;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Ciphertext of others that this node gives on, to whoever asks: it can't be read without a key that nobody here has.
 * The same may lie here twice, such as once to be seeded and once to be kept.
 */
public final class Shelf {
    private final Map<Hash32, Book> books = new ConcurrentHashMap<>();
    private final Consumer<Set<Hash32>> served;

    private record Book(List<Runs> copies, AtomicLong given) {}

    /** @param served told all roots that are given on */
    public Shelf(Consumer<Set<Hash32>> served) {
        this.served = served;
    }

    /** From now on what there is of it is given on. */
    public synchronized void put(Runs runs) {
        Book book = books.get(runs.exchangeRoot());
        if (book == null) {
            books.put(runs.exchangeRoot(), new Book(new CopyOnWriteArrayList<>(List.of(runs)), new AtomicLong()));
        } else {
            book.copies().add(runs);
        }
    }

    /** From now on it is not given on from there. */
    public synchronized void take(Runs runs) {
        Book book = books.get(runs.exchangeRoot());
        if (book != null && book.copies().remove(runs) && book.copies().isEmpty()) {
            books.remove(runs.exchangeRoot());
        }
    }

    /** Whether all of it lies here in one of the other copies. */
    boolean isWholeBeside(Runs runs) {
        Book book = books.get(runs.exchangeRoot());
        return book != null
                && book.copies().stream()
                        .anyMatch(other -> !other.equals(runs)
                                && other.runsHeld().cardinality()
                                        == runs.shape().runs());
    }

    /** Tells those who look for content what is given on. To be called after any change. */
    public void announce() {
        served.accept(Set.copyOf(books.keySet()));
    }

    /** Bytes of ciphertext that were given on since the start. */
    public long given(Hash32 exchangeRoot) {
        Book book = books.get(exchangeRoot);
        return book == null ? 0 : book.given().get();
    }

    /** Null if none of it is here. */
    public @Nullable HoldingReply holding(Hash32 exchangeRoot) {
        Book book = books.get(exchangeRoot);
        return book == null
                ? null
                : new HoldingReply(
                        exchangeRoot, book.copies().stream().map(Runs::runsHeld).reduce(new BitSet(), Shelf::both));
    }

    private static BitSet both(BitSet one, BitSet other) {
        other.or(one);
        return other;
    }

    /** How many bytes of ciphertext the answer would have; 0 where there would be none. */
    long bytes(BlocksRequest request) {
        Book book = books.get(request.exchangeRoot());
        if (book == null) {
            return 0;
        }
        return book.copies().stream()
                .filter(runs -> request.fits(runs.shape()) && runs.holds((int) request.run(runs.shape())))
                .mapToLong(runs -> runs.shape().runLength(request.first(), request.count()))
                .findFirst()
                .orElse(0);
    }

    /**
     * A run; null if none of the content is here. It is checked once more: what the disk damaged is fetched again, and
     * is no lie of ours.
     */
    public @Nullable Message answer(BlocksRequest request) {
        Book book = books.get(request.exchangeRoot());
        if (book == null) {
            return null;
        }
        Message answer = null;
        for (Runs runs : book.copies()) {
            answer = answer(runs, request);
            if (answer instanceof BlocksReply reply) {
                book.given().addAndGet(reply.cipher().length);
                return reply;
            }
        }
        return answer;
    }

    private static Message answer(Runs runs, BlocksRequest request) {
        if (!request.fits(runs.shape())) {
            return new Refusal(Refusal.Code.BAD_REQUEST, "there is no such run of blocks");
        }
        int run = Math.toIntExact(request.run(runs.shape()));
        if (!runs.holds(run)) {
            return new Refusal(Refusal.Code.NOT_YET, "that run is not here yet");
        }
        BlocksReply reply = runs.read(run);
        if (!reply.holds(new RunHasher(runs.shape()), runs.shape())) {
            runs.forget(run);
            return new Refusal(Refusal.Code.NOT_YET, "that run was damaged and is fetched again");
        }
        return reply;
    }
}
