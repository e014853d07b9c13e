package org.pluspeer.node.sale;

import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.Keystream;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.wallet.eth.Hash32;

/** The one ciphertext of a content of ours that all buyers share: made anew from the clear bytes, and opened again. */
public final class SharedCipher {
    private final CipherDesk desk;
    private final Content content;
    private final ContentKey key;

    /** Which content it is of; no listing of it needs to live. */
    public record Content(ContentShape shape, Hash32 contentRoot, Hash32 exchangeRoot) {}

    SharedCipher(CipherDesk desk, Content content, ContentKey key) {
        this.desk = desk;
        this.content = content;
        this.key = key;
    }

    /** @throws org.pluspeer.node.ProblemException CONFLICT if the clear bytes are no longer those that were listed */
    public BlocksReply run(int run, PlainSource source) {
        return desk.run(content, run, key, source);
    }

    /** The clear bytes of a run that was checked; it is of no use afterwards. */
    public byte[] open(BlocksReply run) {
        byte[] bytes = run.cipher();
        new Keystream(key).applyRun(content.shape(), run.first(), bytes, 0, bytes.length);
        return bytes;
    }
}
