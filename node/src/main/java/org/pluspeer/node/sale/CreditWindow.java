package org.pluspeer.node.sale;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.sale.PurchaseFault;

/**
 * Asks one seller for many pieces, several requests at a time: waiting for each reply before the next request would
 * bind the speed to the length of the way. The first goes alone, so that a lost link is dialled once.
 */
final class CreditWindow {
    /** Requests on their way at once. At 256 KiB each this keeps 25 MB/s busy over 160 ms. */
    static final int MOST = 16;

    /** What came of one request. */
    sealed interface Answer {
        /** The piece is kept. */
        record Kept() implements Answer {}

        /** The seller wants fewer at once. */
        record Busy() implements Answer {}

        /**
         * It will not go on.
         *
         * @param text one sentence
         */
        record Ended(PurchaseFault fault, String text) implements Answer {}
    }

    private final IntFunction<Answer> ask;
    private final BooleanSupplier wanted;
    private final Deque<Integer> missing;
    private Answer worst = new Answer.Kept();
    private @Nullable RuntimeException failure;

    /**
     * @param ask brings and keeps one piece; blocks, and is called from several threads
     * @param wanted whether to go on; asked before each request
     */
    CreditWindow(List<Integer> missing, IntFunction<Answer> ask, BooleanSupplier wanted) {
        this.missing = new ArrayDeque<>(missing);
        this.ask = ask;
        this.wanted = wanted;
    }

    /**
     * Blocks until all pieces are kept, or nothing more can be done. No request is on its way when it returns.
     *
     * @return Kept also where it was not wanted any more
     */
    Answer fill() {
        while (worst instanceof Answer.Kept && wanted.getAsBoolean()) {
            Integer first = missing.poll();
            if (first == null) {
                break;
            }
            Answer alone = ask.apply(first);
            if (!(alone instanceof Answer.Kept)) {
                return alone;
            }
            askTheRest();
        }
        return worst;
    }

    private void askTheRest() {
        try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
            int atOnce = Math.min(MOST, missing.size());
            for (int i = 0; i < atOnce; i++) {
                requests.execute(this::askOneByOne);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void askOneByOne() {
        Integer piece = next();
        while (piece != null) {
            piece = asked(piece) ? next() : null;
        }
    }

    private synchronized @Nullable Integer next() {
        boolean goOn = failure == null && worst instanceof Answer.Kept && wanted.getAsBoolean();
        return goOn ? missing.poll() : null;
    }

    /** False if this one of the requests at a time is given up. */
    private boolean asked(int piece) {
        try {
            return noted(piece, ask.apply(piece));
        } catch (RuntimeException e) {
            synchronized (this) {
                failure = failure == null ? e : failure;
            }
            return false;
        }
    }

    private synchronized boolean noted(int piece, Answer answer) {
        switch (answer) {
            case Answer.Kept _ -> {
                return true;
            }
            case Answer.Busy _ -> {
                // One fewer at a time; what it would have brought is left to the others.
                missing.push(piece);
            }
            case Answer.Ended ended -> worst = ended;
        }
        return false;
    }
}
