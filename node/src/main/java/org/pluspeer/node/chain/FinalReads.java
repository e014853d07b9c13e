package org.pluspeer.node.chain;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Questions whose answers do not change any more where they are about blocks that are final. Each may throw what
 * {@link ChainClient} says, and {@code CHAIN_DISPUTED} where endpoints contradict each other.
 */
public interface FinalReads {
    /** The newest block that will not be undone; empty where the chain does not say. */
    Optional<BlockRef> finalized();

    /** Empty where the chain has no block of this number. */
    Optional<BlockRef> block(long number);

    /** The account's next nonce after a block; empty where the node does not keep that state. */
    OptionalLong nonceAt(Address account, long block);

    /**
     * What the contract returns, at most as long as an answer may be.
     *
     * @throws RevertedException where it refuses
     */
    byte[] call(Call call, At at);

    /**
     * What the contract wrote in the blocks {@code from} to {@code to}, both included, in order.
     *
     * @param firstTopics events wanted, by their first topic; empty for all
     */
    List<LogEntry> logs(Address contract, List<Hash32> firstTopics, long from, long to);

    /** Empty while the transaction is in no block. */
    Optional<Receipt> receipt(Hash32 transaction);
}
