package org.pluspeer.node.chain;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Asks one chain. Every call blocks, for at most a stated time, and throws
 *
 * <ul>
 *   <li>{@code CHAIN_UNAVAILABLE} where there is no answer, or one that cannot be an answer: too long, not JSON, a
 *       number that is none, an error we do not know;
 *   <li>{@code CHAIN_MISMATCH} where the chain is not the one that was first seen or was asked for.
 * </ul>
 *
 * <p>What a node answers is believed as far as its form goes; that it is true is for others to doubt.
 */
public interface ChainClient extends FinalReads, AutoCloseable {

    /**
     * @param url as {@link RpcUrl} takes it; may carry a secret in its path, which is never shown
     * @param expected the chain's id where it is known already; else the first answer is kept
     * @param timeout for one question, in all
     * @param maxReply bytes that one answer may have
     * @param errors names for what contracts revert with
     */
    record Settings(URI url, OptionalLong expected, Duration timeout, int maxReply, ErrorNames errors) {
        public static final Duration TIMEOUT = Duration.ofSeconds(15);
        public static final int MAX_REPLY = 8 * 1024 * 1024;

        public static Settings of(URI url, OptionalLong expected, ErrorNames errors) {
            return new Settings(url, expected, TIMEOUT, MAX_REPLY, errors);
        }
    }

    /** Over one endpoint. Asks nothing yet. */
    static ChainClient at(Settings settings) {
        return new Web3jChain(settings);
    }

    /** The id, pinned at the first answer and asked again whenever the connection was lost. */
    long chainId();

    BlockRef head();

    /** Empty where the chain has, or keeps, no such block. */
    Optional<BlockRef> block(Hash32 hash);

    /** In wei. */
    Amount balance(Address account, At at);

    /**
     * How many transactions the account has sent: its next nonce.
     *
     * @param pending also those that wait for a block, as far as the node knows
     */
    long nonce(Address account, boolean pending);

    /** The code at the address; empty where there is none. */
    byte[] code(Address account);

    /**
     * Gas that the transaction would use on the head's state.
     *
     * @throws RevertedException where it would be refused
     * @throws org.pluspeer.node.ProblemException {@code INSUFFICIENT_FUNDS} where the sender cannot pay for it
     */
    long estimateGas(Call call);

    FeeQuote fees();

    /**
     * Fees of the latest blocks ({@code eth_feeHistory}).
     *
     * @param blocks from 1
     * @param percentiles of the priority fees wanted, rising
     * @return empty where the chain's node does not tell
     */
    Optional<FeeHistory> feeHistory(int blocks, List<Integer> percentiles);

    @Override
    default List<LogEntry> logs(Address contract, List<Hash32> firstTopics, long from, long to) {
        return logs(new LogFilter(List.of(contract), List.of(firstTopics), from, to));
    }

    /** What was written and fits, in order. */
    List<LogEntry> logs(LogFilter filter);

    /** @param signed as {@code Transaction.encode} gives it */
    Sent send(byte[] signed);

    /** Whether the node has the transaction, in a block or waiting for one. */
    boolean knows(Hash32 transaction);

    /** The data that the transaction carries; empty where the node has no such transaction. */
    Optional<byte[]> input(Hash32 transaction);

    /**
     * The same chain for questions that something hangs on which cannot be undone: where there are several endpoints,
     * more than one has to give the answer.
     */
    default FinalReads agreed() {
        return this;
    }

    /** @param ring called when a new block is told of; nothing is asked meanwhile */
    default void onHead(Runnable ring) {}

    /** Whether new blocks are told of at present; else the chain has to be asked. */
    default boolean announces() {
        return false;
    }

    @Override
    void close();
}
