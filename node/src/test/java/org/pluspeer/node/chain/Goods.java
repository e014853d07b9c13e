package org.pluspeer.node.chain;

import static org.pluspeer.node.chain.Party.joined;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.pluspeer.contracts.Deployments;
import org.pluspeer.contracts.generated.FairExchange;
import org.pluspeer.market.content.BlockRoots;
import org.pluspeer.market.content.ContentKey;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.ContentTree;
import org.pluspeer.market.content.ExchangeTree;
import org.pluspeer.market.content.Keystream;
import org.pluspeer.wallet.eth.Hash32;
import org.web3j.crypto.Hash;

/** Content that is sold, encrypted under a fresh key; one block of it may be garbage. */
final class Goods {
    static final BigInteger PRICE = BigInteger.valueOf(4_000_000);
    static final BigInteger BOND = BigInteger.valueOf(600_000);
    static final BigInteger NO_SHOW = BigInteger.valueOf(150_000);
    static final long WINDOW = 3600;

    private static final ContentShape SHAPE = new ContentShape(5000, 2048);

    final byte[] key = Party.fresh();
    private final int wrong;
    private final List<byte[]> ciphers = new ArrayList<>();
    private final BlockRoots roots;

    private Goods(int wrong) {
        this.wrong = wrong;
        byte[] content = new byte[(int) SHAPE.size()];
        new Random(wrong).nextBytes(content);
        ContentTree tree = new ContentTree(SHAPE.blockSize());
        tree.add(content, 0, content.length);
        roots = tree.finish();
        Keystream stream = new Keystream(ContentKey.of(key));
        for (int i = 0; i < SHAPE.blocks(); i++) {
            int from = (int) SHAPE.offset(i);
            byte[] block = java.util.Arrays.copyOfRange(content, from, from + SHAPE.blockLength(i));
            stream.apply(i, block, 0, block.length);
            if (i == wrong) {
                block[block.length - 1] ^= 1;
            }
            ciphers.add(block);
        }
    }

    static Goods honest() {
        return new Goods(-1);
    }

    /** The last, short block opens to something else than the tree says. */
    static Goods garbled() {
        return new Goods((int) SHAPE.blocks() - 1);
    }

    /** An offer of these for one buyer, for dollars. */
    FairExchange.Offer offer(Party seller, Party buyer, byte[] payee, byte[] listing, long now) {
        return new FairExchange.Offer(
                seller.address(),
                buyer.address(),
                buyer.address(),
                Deployments.TEST_DOLLAR.address(),
                payee,
                PRICE,
                BOND,
                NO_SHOW,
                BigInteger.valueOf(now + 600),
                BigInteger.valueOf(WINDOW),
                BigInteger.valueOf(WINDOW),
                listing,
                roots.contentRoot().bytes(),
                BigInteger.valueOf(SHAPE.size()),
                BigInteger.valueOf(SHAPE.blockSize()),
                tree(-1).root().bytes(),
                Hash.sha3(key),
                new byte[32],
                Party.fresh());
    }

    BigInteger wrongIndex() {
        return BigInteger.valueOf(wrong);
    }

    byte[] wrongRoot() {
        return roots.root(wrong).bytes();
    }

    /** The wrong block, then the siblings of its leaf. */
    byte[] proof() {
        ExchangeTree tree = tree(wrong);
        tree.root();
        byte[] path = joined(tree.path().stream().map(Hash32::bytes).toArray(byte[][]::new));
        return joined(ciphers.get(wrong), path);
    }

    private ExchangeTree tree(int watched) {
        ExchangeTree tree = watched < 0 ? ExchangeTree.of(SHAPE) : ExchangeTree.watching(SHAPE, watched);
        for (int i = 0; i < ciphers.size(); i++) {
            tree.add(ciphers.get(i), 0, roots.root(i).bytes(), 0);
        }
        return tree;
    }
}
