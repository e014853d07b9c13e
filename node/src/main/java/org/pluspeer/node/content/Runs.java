package org.pluspeer.node.content;

import java.util.BitSet;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.wallet.eth.Hash32;

/** The runs of one ciphertext that are here, wherever they lie. Safe for any number of threads. */
public interface Runs {
    Hash32 exchangeRoot();

    ContentShape shape();

    boolean holds(int run);

    /** The runs that are here. */
    BitSet runsHeld();

    /**
     * A run as it was put here; the disk may have damaged it since.
     *
     * @throws org.pluspeer.node.ProblemException NOT_FOUND if it is not here, STORAGE_FAILED
     */
    BlocksReply read(int run);

    /** It was found damaged. */
    void forget(int run);
}
