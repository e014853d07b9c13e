package org.pluspeer.node.chain;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/**
 * One event as a contract wrote it. {@code (blockHash, logIndex)} names it for good.
 *
 * @param topics up to four; the first is the event's signature hash
 * @param data at most 64 KiB
 * @param logIndex within the block
 */
public record LogEntry(
        Address contract,
        List<Hash32> topics,
        byte[] data,
        long blockNumber,
        Hash32 blockHash,
        Hash32 transaction,
        int logIndex) {

    public static final int MAX_DATA = 64 * 1024;

    public LogEntry {
        topics = List.copyOf(topics);
        data = data.clone();
    }

    @Override
    public byte[] data() {
        return data.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LogEntry entry
                && contract.equals(entry.contract)
                && topics.equals(entry.topics)
                && Arrays.equals(data, entry.data)
                && blockNumber == entry.blockNumber
                && blockHash.equals(entry.blockHash)
                && transaction.equals(entry.transaction)
                && logIndex == entry.logIndex;
    }

    @Override
    public int hashCode() {
        return Objects.hash(blockHash, logIndex, transaction, topics, Arrays.hashCode(data));
    }
}
