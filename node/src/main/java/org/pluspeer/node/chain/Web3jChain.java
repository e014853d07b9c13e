package org.pluspeer.node.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.request.Transaction;
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
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/** The chain through web3j. One question at a time per caller; any number of callers. */
final class Web3jChain implements ChainClient {
    private static final Amount ONE_GWEI = Amount.of(1_000_000_000L);
    private static final int MAX_LOGS = 20_000;

    private final BoundedHttp http;
    private final String shown;
    private final ErrorNames errors;
    private final Object pinning = new Object();
    private OptionalLong pinned;
    private volatile boolean checked;

    Web3jChain(Settings settings) {
        this.http = new BoundedHttp(settings.url(), settings.timeout(), settings.maxReply());
        this.shown = withoutSecrets(settings.url());
        this.errors = settings.errors();
        this.pinned = settings.expected();
    }

    /** A path or query may hold an access key. */
    private static String withoutSecrets(URI url) {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    @Override
    public long chainId() {
        synchronized (pinning) {
            if (!checked) {
                long answered = read(
                        Replies::number,
                        exchange("eth_chainId", EthChainId.class).getResult());
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
            return block(tag(number));
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
        EthGetBalance answer = ask("eth_getBalance", EthGetBalance.class, account.hex(), state(at));
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
            String at = tag(block).getValue();
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
            EthCall answer = askRaw("eth_call", EthCall.class, request(call), state(at));
            return read(Replies::bytes, answer.getResult());
        } catch (RpcErrorException e) {
            throw e.reverted().<RuntimeException>map(this::refusal).orElseGet(() -> unknown(e));
        }
    }

    @Override
    public long estimateGas(Call call) {
        try {
            EthEstimateGas answer = askRaw("eth_estimateGas", EthEstimateGas.class, request(call));
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
            return Optional.of(read(told -> Replies.feeHistory(told, percentiles.size(), blocks), answer.getResult()));
        } catch (RpcErrorException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<LogEntry> logs(LogFilter wanted) {
        EthFilter filter = new EthFilter(
                tag(wanted.from()),
                tag(wanted.to()),
                wanted.contracts().stream().map(Address::hex).toList());
        for (List<Hash32> place : wanted.topics()) {
            if (place.isEmpty()) {
                filter.addNullTopic();
            } else {
                filter.addOptionalTopics(place.stream().map(Hash32::hex).toArray(String[]::new));
            }
        }
        List<EthLog.LogResult<?>> answer = results(ask("eth_getLogs", EthLog.class, filter));
        if (answer.size() > MAX_LOGS) {
            throw nonsense("it answered " + answer.size() + " events at once");
        }
        List<LogEntry> logs = new ArrayList<>();
        for (EthLog.LogResult<?> result : answer) {
            if (!(result.get() instanceof Log log)) {
                throw nonsense("an event is none");
            }
            LogEntry entry = read(Replies::log, log);
            if (wanted.takes(entry)) {
                logs.add(entry);
            }
        }
        return logs;
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static List<EthLog.LogResult<?>> results(EthLog answer) {
        List raw = answer.getLogs();
        return raw == null ? List.of() : raw;
    }

    @Override
    public Sent send(byte[] signed) {
        try {
            askRaw("eth_sendRawTransaction", EthSendTransaction.class, Bytes.hex(signed));
            return new Sent.Accepted();
        } catch (RpcErrorException e) {
            return refusedSend(e);
        }
    }

    /** By words, since the codes do not tell: geth, Anvil, Ganache, Besu and Nethermind each have their own. */
    private static Sent refusedSend(RpcErrorException e) {
        if (e.says("already known", "already imported", "known transaction", "already exists", "alreadyknown")) {
            return new Sent.AlreadyKnown();
        }
        if (e.says("nonce too low", "oldnonce", "correct nonce")) {
            return new Sent.NonceTooLow();
        }
        if (e.says("underpriced", "base fee", "basefee", "fee too low", "feetoolow")) {
            return new Sent.Underpriced(e.text());
        }
        if (e.says("insufficient funds", "enough funds")) {
            return new Sent.InsufficientFunds(e.text());
        }
        return new Sent.Refused(e.text());
    }

    @Override
    public Optional<Receipt> receipt(Hash32 transaction) {
        TransactionReceipt receipt = ask("eth_getTransactionReceipt", EthGetTransactionReceipt.class, transaction.hex())
                .getResult();
        return receipt == null || receipt.getBlockNumberRaw() == null
                ? Optional.empty()
                : Optional.of(read(Replies::receipt, receipt));
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
    public void close() {
        http.close();
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
        return exchange(method, type, params);
    }

    private <R extends Response<?>> R exchange(String method, Class<R> type, Object... params) {
        Request<Object, R> request = new Request<>(method, Arrays.asList(params), http, type);
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

    private static Transaction request(Call call) {
        return new Transaction(
                call.from() == null ? null : call.from().hex(),
                null,
                null,
                null,
                call.to() == null ? null : call.to().hex(),
                call.value().isZero() ? null : call.value().units(),
                Bytes.hex(call.data()));
    }

    /** As a parameter of a question about state. */
    private static Object state(At at) {
        return switch (at) {
            case At.Latest _ -> DefaultBlockParameterName.LATEST.getValue();
            case At.Block block -> tag(block.number()).getValue();
            case At.Hash block -> Map.of("blockHash", block.hash().hex(), "requireCanonical", true);
        };
    }

    private static DefaultBlockParameter tag(long number) {
        return DefaultBlockParameter.valueOf(BigInteger.valueOf(number));
    }

    private ProblemException unknown(RpcErrorException e) {
        return new ProblemException(Code.CHAIN_UNAVAILABLE, "The chain at " + shown + " refuses: " + e.text() + ".");
    }

    private ProblemException nonsense(String what) {
        return new ProblemException(
                Code.CHAIN_UNAVAILABLE, "The chain at " + shown + " is not to be used: " + what + ".");
    }
}
