package org.pluspeer.node.chain;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers that two endpoints give alike. Where they differ all are asked: who says something else than most, or than
 * was known before, is set aside for good; where that decides nothing, there is no answer.
 */
final class AgreedReads implements FinalReads {
    private static final Logger LOG = LoggerFactory.getLogger(AgreedReads.class);
    private static final int MOST_OPEN = 32;

    private final Endpoints endpoints;
    /** Questions in dispute; each is asked again until it is settled. */
    private final Map<String, Runnable> open = new ConcurrentHashMap<>();

    AgreedReads(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** Asks again what is in dispute: whoever erred may have come right, or a third may be there now. */
    void reconsider() {
        open.values().forEach(question -> {
            try {
                question.run();
            } catch (ProblemException e) {
                LOG.debug("Still in dispute: {}", e.getMessage());
            }
        });
    }

    /** The lowest that they say, which all of them have. */
    @Override
    public Optional<BlockRef> finalized() {
        int needed = needed();
        Map<Integer, BlockRef> said =
                collect(client -> client.finalized(), needed).answers();
        return said.size() < needed
                ? Optional.empty()
                : said.values().stream()
                        .map(BlockRef::number)
                        .min(Long::compare)
                        .flatMap(this::block);
    }

    @Override
    public Optional<BlockRef> block(long number) {
        return ask(
                "block " + number,
                client -> client.block(number),
                endpoints.finals().at(number));
    }

    @Override
    public OptionalLong nonceAt(Address account, long block) {
        Function<Web3jChain, Optional<Long>> reading = client -> {
            OptionalLong next = client.nonceAt(account, block);
            return next.isPresent() ? Optional.of(next.getAsLong()) : Optional.empty();
        };
        try {
            return ask("what " + account + " had sent by block " + block, reading)
                    .map(OptionalLong::of)
                    .orElse(OptionalLong.empty());
        } catch (ProblemException e) {
            if (e.getCause() instanceof TooFewException) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    @Override
    public byte[] call(Call call, At at) {
        String question = "what " + call.to() + " answers to " + PlainText.of(Bytes.hex(call.data()), 80);
        return ask(question, client -> Optional.of(Bytes.hex(client.call(call, at))))
                .map(Bytes::parseHex)
                .orElseThrow(endpoints::nobody);
    }

    @Override
    public List<LogEntry> logs(Address contract, List<Hash32> firstTopics, long from, long to) {
        return ask(
                        "the events of blocks " + from + " to " + to,
                        client -> client.block(to).isEmpty()
                                ? Optional.empty()
                                : Optional.of(client.logs(contract, firstTopics, from, to)))
                .orElse(List.of());
    }

    /** One that has the block but not the receipt denies it; one that does not have the block yet cannot say. */
    @Override
    public Optional<Receipt> receipt(Hash32 transaction) {
        Function<Web3jChain, Optional<Receipt>> reading = client -> client.receipt(transaction);
        Optional<Receipt> shown =
                collect(reading, Integer.MAX_VALUE).answers().values().stream().findFirst();
        if (shown.isEmpty()) {
            return shown;
        }
        Receipt receipt = shown.get();
        return ask("the receipt of transaction " + transaction, client -> {
                    Optional<Receipt> its = client.receipt(transaction);
                    boolean denies = its.isEmpty()
                            && client.block(receipt.blockNumber())
                                    .filter(block -> block.hash().equals(receipt.blockHash()))
                                    .isPresent();
                    return its.isPresent() || denies ? Optional.of(its) : Optional.empty();
                })
                .flatMap(Function.identity());
    }

    private int needed() {
        return endpoints.look(book -> book.needed(endpoints.now()));
    }

    private record Collected<T>(
            Map<Integer, T> answers, @Nullable ProblemException failure) {}

    /** Asks one after the other, up to as many answers as are wanted. */
    private <T> Collected<T> collect(Function<Web3jChain, Optional<T>> reading, int wanted) {
        Map<Integer, T> answers = new LinkedHashMap<>();
        ProblemException failure = null;
        for (int i : endpoints.look(book -> book.answering(endpoints.now()))) {
            if (answers.size() >= wanted) {
                break;
            }
            int endpoint = i;
            try {
                reading.apply(endpoints.client(i)).ifPresent(answer -> answers.put(endpoint, answer));
            } catch (ProblemException e) {
                if (!endpoints.failed(i, e)) {
                    throw e;
                }
                failure = e;
            }
        }
        return new Collected<>(answers, failure);
    }

    /** Some keep the state that is asked for, but too few. */
    private static final class TooFewException extends RuntimeException {}

    private <T> Optional<T> ask(String question, Function<Web3jChain, Optional<T>> reading) {
        return ask(question, reading, Optional.empty());
    }

    /** Empty where nobody can say. */
    private <T> Optional<T> ask(String question, Function<Web3jChain, Optional<T>> reading, Optional<T> known) {
        int needed = needed();
        Collected<T> first = collect(reading, needed);
        if (first.answers().isEmpty() && first.failure() == null) {
            return Optional.empty();
        }
        requireEnough(first, needed, question);
        if (new HashSet<>(first.answers().values()).size() == 1) {
            settled(question);
            return Optional.of(first.answers().values().iterator().next());
        }
        Collected<T> all = collect(reading, Integer.MAX_VALUE);
        requireEnough(all, needed, question);
        try {
            return Optional.of(judged(question, all.answers(), known));
        } catch (ProblemException e) {
            if (open.size() < MOST_OPEN) {
                open.put(question, () -> ask(question, reading, known));
            }
            throw e;
        }
    }

    private void settled(String question) {
        open.remove(question);
        endpoints.resolved(question);
    }

    private <T> T judged(String question, Map<Integer, T> answers, Optional<T> known) {
        return switch (Jury.judge(answers, known)) {
            case Jury.Verdict.Agreed<T>(T answer) -> {
                settled(question);
                yield answer;
            }
            case Jury.Verdict.Liars<T>(Set<Integer> liars, T answer) -> {
                open.remove(question);
                liars.forEach(liar -> endpoints.lied(liar, "says otherwise about " + question + " than the others do"));
                yield answer;
            }
            case Jury.Verdict.Tie<T> _ -> {
                endpoints.disputed(question, answers.keySet());
                throw new ProblemException(
                        Code.CHAIN_DISPUTED,
                        endpoints.names(answers.keySet()) + " contradict each other about " + question + ".");
            }
        };
    }

    private <T> void requireEnough(Collected<T> collected, int needed, String question) {
        if (collected.answers().size() >= needed) {
            return;
        }
        ProblemException failure = collected.failure();
        if (failure != null) {
            throw failure;
        }
        throw new ProblemException(
                Code.CHAIN_UNAVAILABLE,
                "Only " + endpoints.names(collected.answers().keySet()) + " can say anything about " + question
                        + "; two have to.",
                new TooFewException());
    }
}
