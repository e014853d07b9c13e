package org.pluspeer.node.deal;

import java.util.BitSet;
import java.util.function.IntFunction;
import org.pluspeer.market.content.CipherLayout;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.deal.ReplicaCipher;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.content.RunBytes;
import org.pluspeer.node.content.Runs;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * The runs of a ciphertext out of the sealed replica that holds it: the pieces that a run lies in are opened when it is
 * asked for, and nothing of it is kept open.
 */
final class SealedRuns implements Runs {
    private final Hash32 exchangeRoot;
    private final CipherLayout layout;
    private final ReplicaCipher cipher;
    private final IntFunction<byte[]> pieces;
    private final BitSet there = new BitSet();

    /**
     * @param pieces of the replica by their index, sealed; may throw REPLICA_LOST
     * @throws MalformedException if the key is none
     */
    SealedRuns(KeepBook.Unlock unlock, IntFunction<byte[]> pieces) {
        this.exchangeRoot = unlock.exchangeRoot();
        this.layout = new CipherLayout(new ContentShape(unlock.size(), unlock.blockSize()));
        this.cipher = new ReplicaCipher(Bytes.parseHex(unlock.key()), layout.size());
        this.pieces = pieces;
        there.set(0, Math.toIntExact(layout.shape().runs()));
    }

    /** Bytes of the replica that it would be. */
    long sealed() {
        return cipher.size();
    }

    @Override
    public Hash32 exchangeRoot() {
        return exchangeRoot;
    }

    @Override
    public ContentShape shape() {
        return layout.shape();
    }

    @Override
    public synchronized boolean holds(int run) {
        return there.get(run);
    }

    @Override
    public synchronized BitSet runsHeld() {
        return (BitSet) there.clone();
    }

    /** What was spoilt, or never was what its client said, is not offered any more until the next start. */
    @Override
    public synchronized void forget(int run) {
        there.clear(run);
    }

    @Override
    public BlocksReply read(int run) {
        long offset = layout.offset(run);
        byte[] bytes = new byte[layout.length(run)];
        try {
            for (int at = 0; at < bytes.length; ) {
                int piece = Math.toIntExact((offset + at) / ReplicaCipher.CLEAR);
                byte[] clear = cipher.open(piece, pieces.apply(piece));
                int from = Math.toIntExact(offset + at - cipher.offset(piece));
                int count = Math.min(clear.length - from, bytes.length - at);
                System.arraycopy(clear, from, bytes, at, count);
                at += count;
            }
            return RunBytes.read(exchangeRoot, layout, run, bytes);
        } catch (MalformedException e) {
            forget(run);
            throw new ProblemException(Problem.Code.REPLICA_LOST, "run " + run + " cannot be opened", e);
        } catch (ProblemException e) {
            forget(run);
            throw e;
        }
    }
}
