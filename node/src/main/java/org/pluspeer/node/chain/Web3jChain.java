package org.pluspeer.node.chain;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.protocol.core.methods.response.EthChainId;
import org.web3j.protocol.core.methods.response.EthEstimateGas;
import org.web3j.protocol.core.methods.response.EthFeeHistory;
import org.web3j.protocol.core.methods.response.EthGetBalance;
import org.web3j.protocol.core.methods.response.EthGetCode;
import org.web3j.protocol.core.methods.response.EthGetTransactionCount;
import org.web3j.protocol.core.methods.response.EthGetTransactionReceipt;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.EthMaxPriorityFeePerGas;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.protocol.core.methods.response.EthTransaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/** The chain through web3j. One question at a time per caller; any number of callers. */
final class Web3jChain implements ChainClient {
    private static final Amount ONE_GWEI = Amount.of(1_000_000_000L);

    private final RpcLine line;
    private final String shown;
    private final ErrorNames errors;
    private final Object pinning = new Object();
    private OptionalLong pinned;
    private volatile boolean checked;

    Web3jChain(Settings settings) {
        this.line = RpcLine.to(settings.url(), settings.timeout(), settings.maxReply());
        this.shown = RpcUrl.shown(settings.url());
        this.errors = settings.errors();
        this.pinned = settings.expected();
    }

    @Override
    public long chainId() {
        synchronized (pinning) {
            if (!checked) {
                long answered = read(
                        Replies::number, twice("eth_chainId", EthChainId.class).getResult());
                if (pinned.isPresent() && pinned.getAsLong() != answered) {
                    throw new ProblemException(
                            Code.CHAIN_MISMATCH,
                            "Expected chain " + pinned.getAsLong() + ", but " + shown + " is chain " + answered + ".");
                }
                pinned = OptionalLong.of(answered);
                checked = true;
            }
            return pinned.getAsLong();
        }
    }

    /** Asks for the id again, though the connection may not have been lost. */
    void recheck() {
        checked = false;
        chainId();
    }

    /** @param id that it has to be from now on */
    void pin(long id) {
        synchronized (pinning) {
            if (pinned.isEmpty() || pinned.getAsLong() != id) {
                pinned = OptionalLong.of(id);
                checked = false;
            }
        }
    }

    @Override
    public BlockRef head() {
        return block(DefaultBlockParameterName.LATEST).orElseThrow(() -> nonsense("it has no head block"));
    }

    @Override
    public Optional<BlockRef> finalized() {
        try {
            return block(DefaultBlockParameterName.FINALIZED);
        } catch (RpcErrorException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<BlockRef> block(long number) {
        try {
            return block(Params.tag(number));
        } catch (RpcErrorException e) {
            return Optional.empty();
        }
    }

    private Optional<BlockRef> block(DefaultBlockParameter at) {
        EthBlock answer = askRaw("eth_getBlockByNumber", EthBlock.class, at.getValue(), false);
        return Optional.ofNullable(answer.getBlock()).map(block -> read(Replies::block, block));
    }

    @Override
    public Optional<BlockRef> block(Hash32 hash) {
        EthBlock answer = ask("eth_getBlockByHash", EthBlock.class, hash.hex(), false);
        return Optional.ofNullable(answer.getBlock()).map(block -> read(Replies::block, block));
    }

    @Override
    public Amount balance(Address account, At at) {
        EthGetBalance answer = ask("eth_getBalance", EthGetBalance.class, account.hex(), Params.state(at));
        return read(Replies::amount, answer.getResult());
    }

    @Override
    public long nonce(Address account, boolean pending) {
        DefaultBlockParameterName at = pending ? DefaultBlockParameterName.PENDING : DefaultBlockParameterName.LATEST;
        return read(
                Replies::number,
                ask("eth_getTransactionCount", EthGetTransactionCount.class, account.hex(), at.getValue())
                        .getResult());
    }

    @Override
    public OptionalLong nonceAt(Address account, long block) {
        try {
            String at = Params.tag(block).getValue();
            EthGetTransactionCount answer =
                    askRaw("eth_getTransactionCount", EthGetTransactionCount.class, account.hex(), at);
            return OptionalLong.of(read(Replies::number, answer.getResult()));
        } catch (RpcErrorException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public byte[] code(Address account) {
        return read(
                Replies::bytes,
                ask("eth_getCode", EthGetCode.class, account.hex(), DefaultBlockParameterName.LATEST.getValue())
                        .getResult());
    }

    @Override
    public byte[] call(Call call, At at) {
        try {
            EthCall answer = askRaw("eth_call", EthCall.class, Params.call(call), Params.state(at));
            return read(Replies::bytes, answer.getResult());
        } catch (RpcErrorException e) {
            throw e.reverted().<RuntimeException>map(this::refusal).orElseGet(() -> unknown(e));
        }
    }

    @Override
    public long estimateGas(Call call) {
        try {
            EthEstimateGas answer = askRaw("eth_estimateGas", EthEstimateGas.class, Params.call(call));
            return read(Replies::number, answer.getResult());
        } catch (RpcErrorException e) {
            if (e.says("insufficient funds", "insufficient balance")) {
                throw new ProblemException(Code.INSUFFICIENT_FUNDS, "The account cannot pay for this transaction.");
            }
            throw e.reverted().<RuntimeException>map(this::refusal).orElseGet(() -> unknown(e));
        }
    }

    private RevertedException refusal(byte[] returned) {
        return new RevertedException(errors.name(returned));
    }

    @Override
    public FeeQuote fees() {
        return new FeeQuote(head().baseFee(), priorityFee());
    }

    /** Not every node has the method (Ganache); one gwei is what most of them would say. */
    private Amount priorityFee() {
        try {
            EthMaxPriorityFeePerGas answer = askRaw("eth_maxPriorityFeePerGas", EthMaxPriorityFeePerGas.class);
            return read(Replies::amount, answer.getResult());
        } catch (RpcErrorException e) {
            return ONE_GWEI;
        }
    }

    @Override
    public Optional<FeeHistory> feeHistory(int blocks, List<Integer> percentiles) {
        try {
            EthFeeHistory answer = askRaw(
                    "eth_feeHistory", EthFeeHistory.class, "0x" + Integer.toHexString(blocks), "latest", percentiles);
            return Optional.of(Replies.feeHistory(answer.getResult(), percentiles.size(), blocks));
        } catch (RpcErrorException | MalformedException e) {
            // It is advice: Ganache leaves some of it out, which is no reason to stop trusting the rest.
            return Optional.empty();
        }
    }

    @Override
    public List<LogEntry> logs(LogFilter wanted) {
        EthLog answer = ask("eth_getLogs", EthLog.class, Params.filter(wanted));
        return read(told -> Replies.logs(told, wanted), answer);
    }

    @Override
    public Sent send(byte[] signed) {
        try {
            askRaw("eth_sendRawTransaction", EthSendTransaction.class, Bytes.hex(signed));
            return new Sent.Accepted();
        } catch (RpcErrorException e) {
            return Replies.notSent(e);
        }
    }

    @Override
    public Optional<Receipt> receipt(Hash32 transaction) {
        TransactionReceipt receipt = ask("eth_getTransactionReceipt", EthGetTransactionReceipt.class, transaction.hex())
                .getResult();
        return receipt == null || receipt.getBlockNumberRaw() == null
                ? Optional.empty()
                : Optional.of(read(Replies::receipt, receipt));
    }

    /** Whether the receipt of the event's transaction has the event; empty where there is no such receipt. */
    Optional<Boolean> wrote(LogEntry event) {
        TransactionReceipt receipt = ask(
                        "eth_getTransactionReceipt",
                        EthGetTransactionReceipt.class,
                        event.transaction().hex())
                .getResult();
        if (receipt == null || receipt.getBlockNumberRaw() == null || receipt.getLogs() == null) {
            return Optional.empty();
        }
        return Optional.of(
                receipt.getLogs().stream().map(log -> read(Replies::log, log)).anyMatch(event::equals));
    }

    @Override
    public boolean knows(Hash32 transaction) {
        return transaction(transaction).isPresent();
    }

    @Override
    public Optional<byte[]> input(Hash32 transaction) {
        return transaction(transaction).map(found -> read(Replies::bytes, found.getInput()));
    }

    private Optional<org.web3j.protocol.core.methods.response.Transaction> transaction(Hash32 hash) {
        return ask("eth_getTransactionByHash", EthTransaction.class, hash.hex()).getTransaction();
    }

    @Override
    public void onHead(Runnable ring) {
        line.onHead(ring);
    }

    @Override
    public boolean announces() {
        return line.announces();
    }

    @Override
    public void close() {
        line.close();
    }

    private <R extends Response<?>> R ask(String method, Class<R> type, Object... params) {
        try {
            return askRaw(method, type, params);
        } catch (RpcErrorException e) {
            throw unknown(e);
        }
    }

    private <R extends Response<?>> R askRaw(String method, Class<R> type, Object... params) {
        chainId();
        try {
            return exchange(method, type, params);
        } catch (ProblemException e) {
            if (!(e.getCause() instanceof RpcLine.BrokenException)) {
                throw e;
            }
            chainId();
            return exchange(method, type, params);
        }
    }

    /** A kept connection may have died since; every question may be asked twice. */
    private <R extends Response<?>> R twice(String method, Class<R> type) {
        try {
            return exchange(method, type);
        } catch (ProblemException e) {
            if (e.getCause() instanceof RpcLine.BrokenException) {
                return exchange(method, type);
            }
            throw e;
        }
    }

    private <R extends Response<?>> R exchange(String method, Class<R> type, Object... params) {
        Request<Object, R> request = new Request<>(method, Arrays.asList(params), line, type);
        R answer;
        try {
            answer = request.send();
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw nonsense("its answer is not JSON as expected");
        } catch (IOException e) {
            checked = false;
            throw new ProblemException(
                    Code.CHAIN_UNAVAILABLE, "The chain at " + shown + " does not answer: " + e.getMessage() + ".", e);
        }
        if (answer == null || (answer.getId() != request.getId() && !answer.hasError())) {
            throw nonsense("it answered another question");
        }
        if (answer.hasError()) {
            Response.Error error = answer.getError();
            throw new RpcErrorException(error.getCode(), error.getMessage(), error.getData());
        }
        return answer;
    }

    private <A, T> T read(Function<A, T> reading, A answer) {
        try {
            return reading.apply(answer);
        } catch (MalformedException e) {
            throw nonsense(String.valueOf(e.getMessage()));
        }
    }

    private ProblemException unknown(RpcErrorException e) {
        return new ProblemException(Code.CHAIN_UNAVAILABLE, "The chain at " + shown + " refuses: " + e.text() + ".", e);
    }

    private ProblemException nonsense(String what) {
        return new ProblemException(
                Code.CHAIN_UNAVAILABLE, "The chain at " + shown + " is not to be used: " + what + ".");
    }
}
