package org.pluspeer.node.deal;

import java.io.IOException;
import java.io.InputStream;
import org.pluspeer.market.content.CipherLayout;
import org.pluspeer.market.content.RunHasher;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.blob.PieceStream;
import org.pluspeer.node.content.RunBytes;
import org.pluspeer.node.sale.PlainSource;
import org.pluspeer.node.sale.SharedCipher;
import org.pluspeer.wallet.eth.MalformedException;

/** The ciphertext that buyers share, as replicas of it hold it: made anew wherever it is read, and opened when it is back. */
final class CipherBytes {
    private final SharedCipher.Content content;
    private final SharedCipher cipher;
    private final CipherLayout layout;

    CipherBytes(SharedCipher.Content content, SharedCipher cipher) {
        this.content = content;
        this.cipher = cipher;
        this.layout = new CipherLayout(content.shape());
    }

    byte[] read(PlainSource source, long offset, int length) {
        byte[] out = new byte[length];
        for (int at = 0; at < length; ) {
            int run = Math.toIntExact((offset + at) / layout.whole());
            byte[] bytes = RunBytes.of(cipher.run(run, source));
            int from = Math.toIntExact(offset + at - layout.offset(run));
            int count = Math.min(bytes.length - from, length - at);
            System.arraycopy(bytes, from, out, at, count);
            at += count;
        }
        return out;
    }

    /** The content of it. */
    InputStream open(InputStream sealed) {
        return new PieceStream(new Clear(sealed));
    }

    /** Each run is checked before it is opened. */
    private final class Clear implements PieceStream.Pieces {
        private final InputStream sealed;
        private final RunHasher hasher = new RunHasher(content.shape());
        private int next;

        Clear(InputStream sealed) {
            this.sealed = sealed;
        }

        @Override
        public byte[] next() throws IOException {
            if (next == content.shape().runs()) {
                return new byte[0];
            }
            byte[] bytes = sealed.readNBytes(layout.length(next));
            try {
                BlocksReply run = RunBytes.read(content.exchangeRoot(), layout, next, bytes);
                if (!run.holds(hasher, content.shape())) {
                    throw new MalformedException("run " + next + " is another");
                }
                next++;
                return cipher.open(run);
            } catch (MalformedException e) {
                throw new IOException(
                        new ProblemException(Problem.Code.PEER_CHEATED, "what came back is not what was kept", e));
            }
        }

        @Override
        public void close() throws IOException {
            sealed.close();
        }
    }
}
