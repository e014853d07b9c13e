package org.pluspeer.node.deal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What bringing something back would cost.
 *
 * @param bytes that come over the line
 * @param price base units where those give that are asked first
 * @param most base units where the dearest gives all of it
 * @param gas of the coin, at most, for channels; none where nobody is paid
 * @param providers those who keep it, in the order in which they are asked
 */
public record RetrievalView(
        Hash32 id, long bytes, TokenView token, Amount price, Amount most, Amount gas, List<Choice> providers) {
    /**
     * One of them.
     *
     * @param perGib base units for 2^30 bytes
     * @param price of all of it
     */
    public record Choice(Address provider, Amount perGib, Amount price) {}

    /**
     * How far it is.
     *
     * @param state coming or here
     * @param came bytes of the content so far
     * @param path of the file, once it is here
     * @param paid base units so far, beyond which nothing is owed once it is here
     */
    public record Progress(
            String state,
            String name,
            Hash32 sha256,
            long size,
            long came,
            Amount paid,
            @Nullable String path) {}
}
