package org.pluspeer.node.demo;

import org.pluspeer.market.content.ContentShape;
import org.pluspeer.market.content.Keystream;
import org.pluspeer.node.sale.Conduct;

/** Sellers that do not keep the protocol. */
public final class BadConduct {
    private BadConduct() {}

    public static Conduct of(Story story) {
        return switch (story) {
            case HONEST -> Conduct.HONEST;
            case CHEATING_SELLER -> new WrongBlockSeller();
            case SILENT_SELLER -> new SilentSeller();
        };
    }

    /** Encrypts one block, in the middle, to something that does not decrypt to what was promised. */
    private static final class WrongBlockSeller implements Conduct {
        @Override
        public void encrypt(Keystream stream, ContentShape shape, long index, byte[] bytes, int from) {
            Conduct.HONEST.encrypt(stream, shape, index, bytes, from);
            if (index == shape.blocks() / 2) {
                bytes[from] ^= 1;
            }
        }
    }

    /** Takes the offer's word and then gives no key, neither to the buyer nor to the chain. */
    private static final class SilentSeller implements Conduct {
        @Override
        public boolean handsOverKey() {
            return false;
        }

        @Override
        public boolean reveals() {
            return false;
        }
    }
}
