package org.pluspeer.node.x402;

import java.io.InputStream;
import org.pluspeer.wallet.eth.Hash32;

/** What this node holds of its own: files that it sells, and descriptions of services. */
@FunctionalInterface
public interface Contents {
    /**
     * From its beginning to its end.
     *
     * @param sha256 names it
     * @throws org.pluspeer.node.ProblemException NOT_FOUND, STORAGE_FAILED
     */
    InputStream stream(Hash32 sha256);
}
