package org.pluspeer.node.sale;

import java.util.List;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What the chain is shown in a complaint.
 *
 * @param cipher the block as it was sent; not to be changed
 * @param plainRoot what the seller promised it to be
 * @param path from the pair's leaf up to the exchange root
 */
public record WrongBlock(long index, byte[] cipher, Hash32 plainRoot, List<Hash32> path) {
    public WrongBlock {
        path = List.copyOf(path);
    }
}
