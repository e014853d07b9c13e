package org.pluspeer.node.sale;

import java.nio.ByteBuffer;
import org.pluspeer.market.content.BlockHasher;
import org.pluspeer.market.content.BlockRoots;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.ExchangeTree;
import org.pluspeer.market.content.Keystream;
import org.pluspeer.market.listing.Listing;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.market.wire.BlocksReply;
import org.pluspeer.market.wire.BlocksRequest;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/** Encrypts content for one buyer, block by block as it is asked for: no ciphertext is kept. */
final class Sealing {
    private static final String LABEL = "sale";

    private final SaleSecrets secrets;
    private final Conduct conduct;

    Sealing(SaleSecrets secrets, Conduct conduct) {
        this.secrets = secrets;
        this.conduct = conduct;
    }

    /** The key of a sale: found again from the offer, and kept nowhere. */
    ContentKey key(Offer offer) {
        return key(offer.nonce(), offer.buyer(), offer.contentRoot(), offer.blockSize());
    }

    /** Never the same for two nonces, buyers, contents or block sizes. */
    ContentKey key(Hash32 nonce, Address buyer, Hash32 contentRoot, int blockSize) {
        byte[] context = ByteBuffer.allocate(2 * Hash32.LENGTH + Address.LENGTH + Integer.BYTES)
                .put(nonce.bytes())
                .put(buyer.bytes())
                .put(contentRoot.bytes())
                .putInt(blockSize)
                .array();
        return ContentKey.of(secrets.derive(LABEL, context));
    }

    /**
     * The root that the offer commits to.
     *
     * @throws ProblemException CONFLICT if the content is no longer what was listed
     */
    Hash32 exchangeRoot(Listing listing, ContentKey key, PlainSource source) {
        ContentShape shape = new ContentShape(listing.size(), listing.blockSize());
        ExchangeTree tree = ExchangeTree.of(shape);
        byte[] roots = new byte[Math.toIntExact(shape.blocks() * Hash32.LENGTH)];
        int most = BlocksRequest.mostBlocks(shape.blockSize());
        for (long first = 0; first < shape.blocks(); first += most) {
            int count = (int) Math.min(most, shape.blocks() - first);
            BlocksReply run = run(Hash32.ZERO, shape, first, count, key, source);
            System.arraycopy(
                    run.plainRoots(), 0, roots, Math.toIntExact(first * Hash32.LENGTH), run.plainRoots().length);
            for (int i = 0; i < count; i++) {
                tree.add(run.cipher(), i * shape.blockSize(), run.plainRoots(), i * Hash32.LENGTH);
            }
        }
        if (!BlockRoots.of(shape, roots).contentRoot().equals(listing.contentRoot())) {
            throw new ProblemException(Problem.Code.CONFLICT, "the file was changed after it was listed");
        }
        return tree.root();
    }

    /** Some pairs of a sale, as the buyer's node gets them. */
    BlocksReply answer(Offer offer, BlocksRequest request, PlainSource source) {
        ContentShape shape = new ContentShape(offer.size(), offer.blockSize());
        return run(request.offerId(), shape, request.first(), request.count(), key(offer), source);
    }

    private BlocksReply run(
            Hash32 offerId, ContentShape shape, long first, int count, ContentKey key, PlainSource source) {
        byte[] bytes = new byte[(int) shape.runLength(first, count)];
        source.read(shape.offset(first), bytes, 0, bytes.length);
        byte[] roots = new byte[count * Hash32.LENGTH];
        BlockHasher hasher = new BlockHasher(shape.blockSize());
        Keystream stream = new Keystream(key);
        for (int i = 0; i < count; i++) {
            int from = i * shape.blockSize();
            hasher.plainRootInto(bytes, from, shape.blockLength(first + i), roots, i * Hash32.LENGTH);
            conduct.encrypt(stream, shape, first + i, bytes, from);
        }
        return new BlocksReply(offerId, first, roots, bytes);
    }
}
