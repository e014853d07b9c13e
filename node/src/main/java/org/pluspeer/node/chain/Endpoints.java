package org.pluspeer.node.chain;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.ChainEndpoint.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The endpoints with the book about them: whatever is seen of one goes through here, and each change is logged once. */
final class Endpoints implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);

    private final List<Web3jChain> clients;
    private final List<String> names;
    private final EndpointBook book;
    private final LongSupplier millis;
    private final InstantSource clock;
    private final FinalBlocks finals = new FinalBlocks();
    private boolean closing;

    /** @param millis a clock that only goes forward, in milliseconds */
    Endpoints(List<ChainClient.Settings> settings, EndpointBook.Rules rules, LongSupplier millis, InstantSource clock) {
        this.clients = settings.stream().map(Web3jChain::new).toList();
        this.names = names(settings.stream().map(ChainClient.Settings::url).toList());
        this.millis = millis;
        this.clock = clock;
        this.book = new EndpointBook(clients.size(), rules, millis.getAsLong());
    }

    /** Two keys of one provider look alike: the second gets a number. */
    private static List<String> names(List<URI> urls) {
        List<String> names = new ArrayList<>();
        for (URI url : urls) {
            String shown = RpcUrl.shown(url);
            String name = shown;
            for (int i = 2; names.contains(name); i++) {
                name = shown + " (" + i + ")";
            }
            names.add(name);
        }
        return names;
    }

    int size() {
        return clients.size();
    }

    List<Web3jChain> clients() {
        return clients;
    }

    Web3jChain client(int endpoint) {
        return clients.get(endpoint);
    }

    String name(int endpoint) {
        return names.get(endpoint);
    }

    String names(Set<Integer> some) {
        return String.join(" and ", some.stream().sorted().map(names::get).toList());
    }

    /** What was agreed to be final. */
    FinalBlocks finals() {
        return finals;
    }

    long now() {
        return millis.getAsLong();
    }

    /** What the book says. */
    synchronized <T extends @Nullable Object> T look(Function<EndpointBook, T> question) {
        return question.apply(book);
    }

    /** Asks it for its head, and takes note. */
    BlockRef head(int endpoint) {
        BlockRef head = client(endpoint).head();
        note(endpoint, head);
        return head;
    }

    synchronized void note(int endpoint, BlockRef head) {
        book.head(endpoint, head, now());
        log();
    }

    synchronized void noteFinal(int endpoint, long number) {
        book.finalized(endpoint, number, now());
    }

    synchronized void lied(int endpoint, String why) {
        book.lied(endpoint, why, now());
        log();
    }

    synchronized void disputed(String question, Set<Integer> sides) {
        String why = "One of " + names(sides) + " lies about " + question
                + ", and nobody can say which; remove the one that you trust less.";
        book.disputed(question, sides, why, now());
        log();
    }

    synchronized void resolved(String question) {
        book.resolved(question, now());
        log();
    }

    /** What breaks from now on is our own doing. */
    synchronized void closing() {
        closing = true;
    }

    /**
     * Takes note that a question was not answered.
     *
     * @return whether another endpoint may answer it; else the failure is the answer
     */
    synchronized boolean failed(int endpoint, ProblemException failure) {
        boolean other = failure.problem().code() == Code.CHAIN_MISMATCH;
        if (other && size() > 1) {
            book.lied(endpoint, failure.problem().detail(), now());
        } else if (!other && failure.problem().code() != Code.CHAIN_UNAVAILABLE) {
            return false;
        } else if (!closing && !isRefusal(failure)) {
            book.failed(endpoint, failure.problem().detail(), now());
        }
        log();
        return true;
    }

    /** It answers, but not to this question: it keeps no such state, or does not give so much at once. */
    static boolean isRefusal(ProblemException failure) {
        return failure.getCause() instanceof RpcErrorException
                || (failure.getCause() instanceof RpcLine.StatusException status && status.isAboutTheQuestion());
    }

    private void log() {
        for (EndpointBook.Change change : book.changes()) {
            String name = names.get(change.endpoint());
            String why = change.now().why();
            if (size() == 1) {
                // The follower says the same of the chain itself.
                LOG.debug(
                        "The chain's endpoint {} is {}: {}",
                        name,
                        change.now().state().text(),
                        why);
                continue;
            }
            switch (change.now().state()) {
                case OK -> LOG.info("The chain's endpoint {} is well again.", name);
                case BEHIND, AWAY -> LOG.warn("The chain's endpoint {} is set aside for a while: {}", name, why);
                case DISPUTED -> LOG.error("The chain's endpoint {} contradicts another: {}", name, why);
                case LYING -> LOG.error("The chain's endpoint {} is set aside for good: {}", name, why);
            }
        }
    }

    /** Nobody is left to ask. */
    ProblemException nobody() {
        return new ProblemException(
                Code.CHAIN_UNAVAILABLE,
                "None of the chain's " + size() + " endpoints can be used at present; ./peer status says why.");
    }

    /** For the owner. */
    synchronized List<ChainEndpoint> view() {
        List<ChainEndpoint> view = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            EndpointBook.Standing standing = book.standing(i);
            BlockRef head = standing.head();
            long age = Math.max(0, now() - standing.since());
            view.add(new ChainEndpoint(
                    names.get(i),
                    standing.state(),
                    standing.state() == State.OK ? null : standing.why(),
                    head == null ? null : head.number(),
                    clock.instant().minusMillis(age).getEpochSecond()));
        }
        return view;
    }

    @Override
    public void close() {
        clients.forEach(Web3jChain::close);
    }
}
