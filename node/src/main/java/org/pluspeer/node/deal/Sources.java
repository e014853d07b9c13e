package org.pluspeer.node.deal;

import java.io.IOException;
import java.util.Optional;
import org.pluspeer.market.content.PieceTree;
import org.pluspeer.market.deal.Replica;
import org.pluspeer.market.deal.ReplicaCipher;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.blob.Blob;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.listing.OwnListings;
import org.pluspeer.node.sale.SaleSecrets;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;

/** The owner's content, and the replicas made of it: each is made anew from the clear bytes whenever it is needed. */
public final class Sources {
    private static final String LABEL = "replica";

    private final BlobStore blobs;
    private final OwnListings listings;
    private final SaleSecrets secrets;

    public Sources(BlobStore blobs, OwnListings listings, SaleSecrets secrets) {
        this.blobs = blobs;
        this.listings = listings;
        this.secrets = secrets;
    }

    BlobStore blobs() {
        return blobs;
    }

    /** The file behind a listing of the owner's. */
    Optional<Blob> ofListing(Hash32 listing) {
        return listings.blob(listing).flatMap(blobs::find);
    }

    boolean isHere(KeepBook.Keep keep) {
        return blobs.contains(keep.sha256());
    }

    /** @param salt of this replica; the key is the wallet's own and can be found again from its words */
    ReplicaCipher cipher(KeepBook.Keep keep, Address provider, Hash32 salt) {
        byte[] key = secrets.derive(LABEL, Bytes.concat(provider.bytes(), salt.bytes()));
        return new ReplicaCipher(key, keep.size());
    }

    byte[] sealed(KeepBook.Keep keep, ReplicaCipher cipher, int piece) {
        return cipher.seal(piece, blobs.read(keep.sha256(), cipher.offset(piece), cipher.clearLength(piece)));
    }

    /** What the provider is to keep. */
    Replica replica(KeepBook.Keep keep, ReplicaCipher cipher) {
        PieceTree tree = new PieceTree(cipher.size());
        PieceTree.Hasher hasher = tree.new Hasher();
        byte[] nodes = new byte[tree.pieces() * Hash32.LENGTH];
        for (int piece = 0; piece < tree.pieces(); piece++) {
            hasher.nodeInto(sealed(keep, cipher, piece), nodes, piece * Hash32.LENGTH);
        }
        byte[] all = tree.build(nodes);
        byte[] root = java.util.Arrays.copyOfRange(all, all.length - Hash32.LENGTH, all.length);
        return new Replica(Hash32.of(root), cipher.size());
    }

    /**
     * Puts content back that was lost here.
     *
     * @throws ProblemException PEER_CHEATED where it is other content, DISK_FULL, PEER_UNREACHABLE
     */
    void restore(KeepBook.Keep keep, Retrieval retrieval) {
        try (retrieval) {
            Blob blob = blobs.importStream(retrieval, keep.size());
            if (!blob.sha256().equals(keep.sha256())) {
                blobs.delete(blob.sha256());
                throw new ProblemException(Problem.Code.PEER_CHEATED, "what came back is not what was kept");
            }
        } catch (IOException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw new ProblemException(Problem.Code.PEER_UNREACHABLE, String.valueOf(e.getMessage()), e);
        }
    }
}
