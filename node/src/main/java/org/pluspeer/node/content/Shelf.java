package org.pluspeer.node.content;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.RunHasher;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.market.wire.HoldingReply;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.wallet.eth.Hash32;

/** Ciphertext of others that this node gives on, to whoever asks: it can't be read without a key that nobody here has. */
public final class Shelf {
    private final Map<Hash32, Book> books = new ConcurrentHashMap<>();

    private record Book(CipherStore.Part part, AtomicLong given) {}

    /** From now on what there is of it is given on. */
    void put(CipherStore.Part part) {
        books.put(part.exchangeRoot(), new Book(part, new AtomicLong()));
    }

    void take(Hash32 exchangeRoot) {
        books.remove(exchangeRoot);
    }

    Set<Hash32> roots() {
        return Set.copyOf(books.keySet());
    }

    /** Bytes of ciphertext that were given on since the start. */
    long given(Hash32 exchangeRoot) {
        Book book = books.get(exchangeRoot);
        return book == null ? 0 : book.given().get();
    }

    /** Null if none of it is here. */
    public @Nullable HoldingReply holding(Hash32 exchangeRoot) {
        Book book = books.get(exchangeRoot);
        return book == null ? null : new HoldingReply(exchangeRoot, book.part().runsHeld());
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
        CipherStore.Part part = book.part();
        if (!request.fits(part.shape())) {
            return new Refusal(Refusal.Code.BAD_REQUEST, "there is no such run of blocks");
        }
        int run = Math.toIntExact(request.run(part.shape()));
        if (!part.holds(run)) {
            return new Refusal(Refusal.Code.NOT_YET, "that run is not here yet");
        }
        BlocksReply reply = part.read(run);
        if (!reply.holds(new RunHasher(part.shape()), part.shape())) {
            part.forget(run);
            return new Refusal(Refusal.Code.NOT_YET, "that run was damaged and is fetched again");
        }
        book.given().addAndGet(reply.cipher().length);
        return reply;
    }
}
