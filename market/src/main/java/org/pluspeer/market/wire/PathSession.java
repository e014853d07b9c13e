package org.pluspeer.market.wire;

import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * How control packets on UDP to whoever made this are to be marked. Each side makes its own and tells it over a link
 * that has proven both names, so only the two can make such packets, and neither can be shown its own.
 *
 * @param id names the session at its maker, 1 to 2^63 - 1, random
 * @param key of HMAC-SHA256, random
 */
public record PathSession(long id, Hash32 key) {
    /** In bytes on the wire. */
    static final int BYTES = 8 + Hash32.LENGTH;

    /** @throws MalformedException if the id is out of bounds */
    public PathSession {
        if (id < 1) {
            throw new MalformedException("path session: an id of " + id);
        }
    }

    void writeTo(WireWriter out) {
        out.u64(id).hash(key);
    }

    static PathSession read(WireReader in) {
        return new PathSession(in.u64(), in.hash());
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "path session " + Long.toHexString(id);
    }
}
