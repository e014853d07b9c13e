package org.pluspeer.node.chain;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** A real chain behind a line that breaks when told to. */
final class Unreachable implements ChainClient {
    private final ChainClient chain;
    private volatile boolean losesSends;
    private volatile boolean cutOff;
    private volatile int overcount;
    private volatile boolean forgetful;

    Unreachable(ChainClient chain) {
        this.chain = chain;
    }

    /** What is sent from now on does not arrive. */
    void loseNext() {
        losesSends = true;
    }

    void cutOff() {
        cutOff = true;
    }

    /** From now on every account is said to have sent so many transactions more than it has. */
    void overcountNonces(int by) {
        overcount = by;
    }

    /** From now on it keeps the newest state only. */
    void forgetOldState() {
        forgetful = true;
    }

    void mend() {
        cutOff = false;
        losesSends = false;
        overcount = 0;
    }

    private ChainClient line() {
        if (cutOff) {
            throw away();
        }
        return chain;
    }

    private static ProblemException away() {
        return new ProblemException(Code.CHAIN_UNAVAILABLE, "The line is cut.");
    }

    @Override
    public long chainId() {
        return line().chainId();
    }

    @Override
    public BlockRef head() {
        return line().head();
    }

    @Override
    public Optional<BlockRef> finalized() {
        return line().finalized();
    }

    @Override
    public Optional<BlockRef> block(long number) {
        return line().block(number);
    }

    @Override
    public Optional<BlockRef> block(Hash32 hash) {
        return line().block(hash);
    }

    @Override
    public Amount balance(Address account, At at) {
        return line().balance(account, at);
    }

    @Override
    public long nonce(Address account, boolean pending) {
        return line().nonce(account, pending) + overcount;
    }

    @Override
    public OptionalLong nonceAt(Address account, long block) {
        OptionalLong next = line().nonceAt(account, block);
        return next.isPresent() ? OptionalLong.of(next.getAsLong() + overcount) : next;
    }

    @Override
    public byte[] code(Address account) {
        return line().code(account);
    }

    @Override
    public byte[] call(Call call, At at) {
        if (forgetful && !(at instanceof At.Latest)) {
            throw new ProblemException(Code.CHAIN_UNAVAILABLE, "It refuses: missing trie node.");
        }
        return line().call(call, at);
    }

    @Override
    public long estimateGas(Call call) {
        return line().estimateGas(call);
    }

    @Override
    public FeeQuote fees() {
        return line().fees();
    }

    @Override
    public Optional<FeeHistory> feeHistory(int blocks, List<Integer> percentiles) {
        return line().feeHistory(blocks, percentiles);
    }

    @Override
    public List<LogEntry> logs(LogFilter filter) {
        return line().logs(filter);
    }

    @Override
    public Sent send(byte[] signed) {
        if (losesSends) {
            throw away();
        }
        return line().send(signed);
    }

    @Override
    public Optional<Receipt> receipt(Hash32 transaction) {
        return line().receipt(transaction);
    }

    @Override
    public boolean knows(Hash32 transaction) {
        return line().knows(transaction);
    }

    @Override
    public Optional<byte[]> input(Hash32 transaction) {
        return line().input(transaction);
    }

    @Override
    public void close() {
        cutOff = true;
    }
}
