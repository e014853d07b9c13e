package org.pluspeer.node.deal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.PieceTree;
import org.pluspeer.market.deal.Replica;
import org.pluspeer.market.deal.ReplicaCipher;
import org.pluspeer.market.listing.Listing;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.market.wire.ReplicaUnlock;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.blob.Blob;
import org.pluspeer.node.blob.BlobStore;
import org.pluspeer.node.listing.OwnListings;
import org.pluspeer.node.sale.PlainSource;
import org.pluspeer.node.sale.SaleSecrets;
import org.pluspeer.node.sale.SharedCipher;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;

/** The owner's content, and the replicas made of it: each is made anew from the clear bytes whenever it is needed. */
public final class Sources {
    private static final String LABEL = "replica";

    private final BlobStore blobs;
    private final OwnListings listings;
    private final SaleSecrets secrets;
    private final Function<SharedCipher.Content, SharedCipher> ciphers;

    /** @param ciphers that buyers share, of contents of ours */
    public Sources(
            BlobStore blobs,
            OwnListings listings,
            SaleSecrets secrets,
            Function<SharedCipher.Content, SharedCipher> ciphers) {
        this.blobs = blobs;
        this.listings = listings;
        this.secrets = secrets;
        this.ciphers = ciphers;
    }

    BlobStore blobs() {
        return blobs;
    }

    /** The file behind a listing of the owner's. */
    Optional<Blob> ofListing(Hash32 listing) {
        return listings.blob(listing).flatMap(blobs::find);
    }

    /** Of a listing whose buyers share a ciphertext: what is kept of it, so that its keepers can give it on. */
    Optional<KeepBook.Shared> shared(Hash32 listing) {
        return listings.listing(listing)
                .map(SignedListing::listing)
                .filter(Listing::hasSharedCipher)
                .map(one -> new KeepBook.Shared(one.exchangeRoot(), one.contentRoot(), one.blockSize()));
    }

    boolean isHere(KeepBook.Keep keep) {
        return blobs.contains(keep.sha256());
    }

    /** @param salt of this replica; the key is the wallet's own and can be found again from its words */
    ReplicaCipher cipher(KeepBook.Keep keep, Address provider, Hash32 salt) {
        return new ReplicaCipher(key(provider, salt), keep.bytes());
    }

    private byte[] key(Address provider, Hash32 salt) {
        return secrets.derive(LABEL, Bytes.concat(provider.bytes(), salt.bytes()));
    }

    /** With which a provider can give on what lies in its replica; empty where that is nothing for others. */
    Optional<ReplicaUnlock> unlock(KeepBook.Keep keep, KeepBook.Copy copy) {
        return Optional.ofNullable(keep.shared())
                .map(shared -> new ReplicaUnlock(
                        copy.deal(),
                        shared.exchangeRoot(),
                        new ContentShape(keep.size(), shared.blockSize()),
                        ContentKey.of(key(copy.provider(), copy.salt()))));
    }

    byte[] sealed(KeepBook.Keep keep, ReplicaCipher cipher, int piece) {
        return cipher.seal(piece, read(keep, cipher.offset(piece), cipher.clearLength(piece)));
    }

    private byte[] read(KeepBook.Keep keep, long offset, int length) {
        KeepBook.Shared shared = keep.shared();
        return shared == null
                ? blobs.read(keep.sha256(), offset, length)
                : bytes(keep, shared).read(new Clear(keep.sha256()), offset, length);
    }

    private CipherBytes bytes(KeepBook.Keep keep, KeepBook.Shared shared) {
        SharedCipher.Content content = shared.content(keep.size());
        return new CipherBytes(content, ciphers.apply(content));
    }

    /** The content, out of what comes back of replicas. */
    InputStream clear(KeepBook.Keep keep, InputStream replica) {
        KeepBook.Shared shared = keep.shared();
        return shared == null ? replica : bytes(keep, shared).open(replica);
    }

    /** A file in the blob store, which opens and closes it for each read. */
    private final class Clear implements PlainSource {
        private final Hash32 blob;

        Clear(Hash32 blob) {
            this.blob = blob;
        }

        @Override
        public void read(long offset, byte[] into, int from, int length) {
            System.arraycopy(blobs.read(blob, offset, length), 0, into, from, length);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
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
    void restore(KeepBook.Keep keep, InputStream replica) {
        try (InputStream clear = clear(keep, replica)) {
            Blob blob = blobs.importStream(clear, keep.size());
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
