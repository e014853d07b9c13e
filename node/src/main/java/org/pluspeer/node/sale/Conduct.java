package org.pluspeer.node.sale;

import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.Keystream;
import org.pluspeer.market.content.Mask;
import org.pluspeer.wallet.eth.Hash32;

/**
 * How a seller behaves where it could cheat. The product knows {@link #HONEST} only; the demo's hostile stories are the
 * one place where something else is put in.
 */
public interface Conduct {
    /** Encrypts what it says it encrypts, and gives the key. */
    Conduct HONEST = new Conduct() {};

    /** Turns one block to ciphertext, in place. */
    default void encrypt(Keystream stream, ContentShape shape, long index, byte[] bytes, int from) {
        stream.apply(index, bytes, from, shape.blockLength(index));
    }

    /** Whether a key that is due is handed over when it is asked for. */
    default boolean handsOverKey() {
        return true;
    }

    /** What is revealed of a masked key. */
    default Hash32 cover(Mask mask, ContentKey key, Hash32 offerId) {
        return mask.cover(key, offerId);
    }

    /** Whether a key that is due goes on chain. */
    default boolean reveals() {
        return true;
    }
}
