package org.pluspeer.market.content;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.pluspeer.wallet.eth.Hash32;

/** Leaves of the exchange tree, made without garbage. */
final class Leaves {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int CIPHER_HASH = 1 + Long.BYTES;
    private static final int PLAIN_ROOT = CIPHER_HASH + Hash32.LENGTH;

    private final Sha256 sha = new Sha256();
    private final byte[] preimage = new byte[PLAIN_ROOT + Hash32.LENGTH];

    Leaves() {
        preimage[0] = TreeFold.EXCHANGE_LEAF;
    }

    void into(long index, byte[] cipher, int from, int length, byte[] plainRoots, int rootAt, byte[] out) {
        LONGS.set(preimage, 1, index);
        sha.add(cipher, from, length).into(preimage, CIPHER_HASH);
        System.arraycopy(plainRoots, rootAt, preimage, PLAIN_ROOT, Hash32.LENGTH);
        sha.add(preimage, 0, preimage.length).into(out, 0);
    }
}
