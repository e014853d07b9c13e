package org.pluspeer.node.chain;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * One chain through several endpoints, in the order in which the owner prefers them. All is read from one of them, so
 * that answers fit together; where that one fails, lags or lies, the next takes over, within the time that one question
 * may take. Transactions go to all. With a single endpoint it is no more than that endpoint.
 */
public final class FailoverChain implements ChainClient {
    /** More are refused: each is asked again and again. */
    public static final int MOST = 16;

    /**
     * @param urls at least one
     * @param expected the chain's id where it is known already; else all have to name the same
     * @param timeout for one question, in all
     * @param maxReply bytes that one answer may have
     * @param round between two looks at the endpoints that are not read from
     */
    record Settings(
            List<URI> urls,
            OptionalLong expected,
            ErrorNames errors,
            Duration timeout,
            int maxReply,
            Duration round,
            EndpointBook.Rules rules) {
        private static final Duration ROUND = Duration.ofSeconds(5);

        static Settings of(List<URI> urls, OptionalLong expected, ErrorNames errors) {
            return new Settings(
                    urls,
                    expected,
                    errors,
                    ChainClient.Settings.TIMEOUT,
                    ChainClient.Settings.MAX_REPLY,
                    ROUND,
                    EndpointBook.Rules.standard());
        }

        /** Two of them may fail before a question has taken its time. */
        List<ChainClient.Settings> each() {
            Duration share = timeout.dividedBy(Math.min(urls.size(), 3));
            return urls.stream()
                    .map(url -> new ChainClient.Settings(url, expected, share, maxReply, errors))
                    .toList();
        }
    }

    private final Settings settings;
    private final Endpoints endpoints;
    private final Lead lead;
    private final AgreedReads agreed;
    private final EndpointWatch watch;
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Object pinning = new Object();
    private volatile OptionalLong pinned = OptionalLong.empty();

    private FailoverChain(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.endpoints = new Endpoints(
                settings.each(), settings.rules(), () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), clock);
        this.lead = new Lead(endpoints, settings.rules().patience().toMillis());
        this.agreed = new AgreedReads(endpoints);
        this.watch = new EndpointWatch(endpoints, lead, agreed);
    }

    /** Asks nothing yet. */
    public static FailoverChain over(List<URI> urls, OptionalLong expected, ErrorNames errors, InstantSource clock) {
        return over(Settings.of(urls, expected, errors), clock);
    }

    static FailoverChain over(Settings settings, InstantSource clock) {
        return new FailoverChain(settings, clock);
    }

    /** How each of them does. */
    public List<ChainEndpoint> endpoints() {
        return endpoints.view();
    }

    /** Why nothing is to be promised or paid at present, in one sentence; empty while nobody contradicts anybody. */
    public Optional<String> dispute() {
        return Optional.ofNullable(endpoints.look(EndpointBook::dispute));
    }

    /**
     * All are asked the first time.
     *
     * @throws ProblemException {@code CHAIN_MISMATCH} where they name several and none was expected
     */
    @Override
    public long chainId() {
        if (endpoints.size() == 1) {
            return ask(Web3jChain::chainId);
        }
        if (pinned.isEmpty()) {
            synchronized (pinning) {
                if (pinned.isEmpty()) {
                    pinned = OptionalLong.of(pin());
                    watch.start(settings.round());
                }
            }
        }
        return pinned.getAsLong();
    }

    private long pin() {
        ChainIds ids = ChainIds.ask(endpoints);
        long id = ids.only();
        endpoints.clients().forEach(client -> client.pin(id));
        return id;
    }

    @Override
    public BlockRef head() {
        if (endpoints.size() == 1) {
            BlockRef head = ask(Web3jChain::head);
            endpoints.note(0, head);
            return head;
        }
        chainId();
        return lead.head();
    }

    /**
     * Puts a question to the endpoint that is read from, and to the next where that one does not answer.
     *
     * @throws ProblemException what the first said where nobody answers
     */
    private <T> T ask(Function<Web3jChain, T> question) {
        if (endpoints.size() == 1) {
            return askOnly(question);
        }
        chainId();
        long until = endpoints.now() + settings.timeout().toMillis();
        Set<Integer> tried = new HashSet<>();
        ProblemException first = null;
        while (endpoints.now() < until) {
            OptionalInt next = lead.pick(tried);
            if (next.isEmpty()) {
                break;
            }
            try {
                return question.apply(endpoints.client(next.getAsInt()));
            } catch (ProblemException e) {
                if (!endpoints.failed(next.getAsInt(), e)) {
                    throw e;
                }
                first = first == null ? e : first;
                tried.add(next.getAsInt());
            }
        }
        throw first == null ? endpoints.nobody() : first;
    }

    private <T> T askOnly(Function<Web3jChain, T> question) {
        try {
            return question.apply(endpoints.client(0));
        } catch (ProblemException e) {
            endpoints.failed(0, e);
            throw e;
        }
    }

    @Override
    public Optional<BlockRef> finalized() {
        return ask(ChainClient::finalized);
    }

    @Override
    public Optional<BlockRef> block(long number) {
        return ask(client -> client.block(number));
    }

    @Override
    public Optional<BlockRef> block(Hash32 hash) {
        return ask(client -> client.block(hash));
    }

    @Override
    public Amount balance(Address account, At at) {
        return ask(client -> client.balance(account, at));
    }

    @Override
    public long nonce(Address account, boolean pending) {
        return ask(client -> client.nonce(account, pending));
    }

    @Override
    public OptionalLong nonceAt(Address account, long block) {
        return ask(client -> client.nonceAt(account, block));
    }

    @Override
    public byte[] code(Address account) {
        return ask(client -> client.code(account));
    }

    @Override
    public byte[] call(Call call, At at) {
        return ask(client -> client.call(call, at));
    }

    @Override
    public long estimateGas(Call call) {
        return ask(client -> client.estimateGas(call));
    }

    @Override
    public FeeQuote fees() {
        return ask(ChainClient::fees);
    }

    @Override
    public Optional<FeeHistory> feeHistory(int blocks, List<Integer> percentiles) {
        return ask(client -> client.feeHistory(blocks, percentiles));
    }

    @Override
    public List<LogEntry> logs(LogFilter wanted) {
        if (wanted.contracts().contains(Exchange.ADDRESS)) {
            watch.compareFrom(wanted.from());
        }
        return ask(client -> client.logs(wanted));
    }

    /** To all that answer, at once; it counts as sent where one of them has it. */
    @Override
    public Sent send(byte[] signed) {
        if (endpoints.size() == 1) {
            return ask(client -> client.send(signed));
        }
        chainId();
        List<Future<Sent>> others = new ArrayList<>();
        OptionalInt first = lead.pick(Set.of());
        for (int i : endpoints.look(book -> book.answering(endpoints.now()))) {
            if (first.isEmpty() || i != first.getAsInt()) {
                others.add(senders.submit(() -> endpoints.client(i).send(signed)));
            }
        }
        Sent answer = null;
        ProblemException failure = null;
        try {
            answer = ask(client -> client.send(signed));
        } catch (ProblemException e) {
            failure = e;
        }
        if (answer == null || !isTaken(answer)) {
            for (Future<Sent> other : others) {
                Sent said = answered(other);
                answer = said != null && (isTaken(said) || answer == null) ? said : answer;
            }
        }
        if (answer == null) {
            throw failure == null ? endpoints.nobody() : failure;
        }
        return answer;
    }

    private static boolean isTaken(Sent sent) {
        return switch (sent) {
            case Sent.Accepted _, Sent.AlreadyKnown _ -> true;
            case Sent.NonceTooLow _, Sent.Underpriced _, Sent.InsufficientFunds _, Sent.Refused _ -> false;
        };
    }

    private @Nullable Sent answered(Future<Sent> other) {
        try {
            return other.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | TimeoutException e) {
            return null;
        }
    }

    @Override
    public Optional<Receipt> receipt(Hash32 transaction) {
        return ask(client -> client.receipt(transaction));
    }

    @Override
    public boolean knows(Hash32 transaction) {
        return ask(client -> client.knows(transaction));
    }

    @Override
    public Optional<byte[]> input(Hash32 transaction) {
        return ask(client -> client.input(transaction));
    }

    @Override
    public FinalReads agreed() {
        return endpoints.size() == 1 ? this : agreed;
    }

    @Override
    public void onHead(Runnable ring) {
        endpoints.clients().forEach(client -> client.onHead(ring));
    }

    /** Whether the endpoint that is read from tells of new blocks. */
    @Override
    public boolean announces() {
        return endpoints.client(lead.current()).announces();
    }

    @Override
    public void close() {
        endpoints.closing();
        watch.close();
        senders.shutdownNow();
        endpoints.close();
    }
}
