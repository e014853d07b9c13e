package org.pluspeer.node.sale;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.ExchangeRow;
import org.pluspeer.wallet.eth.Hash32;

/**
 * The upper parts of the exchange trees that blocks are served from, those used last. One that is not here, such as
 * after a restart, is made by encrypting the whole content once more.
 */
final class ExchangeRows {
    /** Of all trees together; a row takes 64 bytes for each. */
    static final long MOST_RUNS = 1 << 20;

    private final Map<Hash32, ExchangeRow> rows = new LinkedHashMap<>(16, 0.75f, true);
    private final ReentrantLock making = new ReentrantLock();
    private long runs;

    /** Reading and encrypting a whole file is dear: however many ask at once, one is made at a time. */
    ExchangeRow get(Hash32 exchangeRoot, Supplier<ExchangeRow> make) {
        ExchangeRow row = find(exchangeRoot);
        if (row != null) {
            return row;
        }
        making.lock();
        try {
            row = find(exchangeRoot);
            return row != null ? row : keep(make.get());
        } finally {
            making.unlock();
        }
    }

    synchronized ExchangeRow keep(ExchangeRow row) {
        if (rows.put(row.exchangeRoot(), row) == null) {
            runs += row.shape().runs();
        }
        var oldest = rows.values().iterator();
        while (runs > MOST_RUNS && rows.size() > 1) {
            runs -= oldest.next().shape().runs();
            oldest.remove();
        }
        return row;
    }

    private synchronized @Nullable ExchangeRow find(Hash32 exchangeRoot) {
        return rows.get(exchangeRoot);
    }
}
