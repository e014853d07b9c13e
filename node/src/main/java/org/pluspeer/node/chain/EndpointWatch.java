package org.pluspeer.node.chain;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pluspeer.node.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every endpoint now and then, also at those that nothing is read from: whether it is still the same chain, how
 * far it is, whether its head stands on a block that it has, whether it has the same final block as the others, and
 * whether it shows the same events.
 */
final class EndpointWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointWatch.class);
    /** Blocks after which one counts as final, where the chain does not say. */
    private static final int FINALITY_DEPTH = 64;

    private static final String FINAL_BLOCK = "the final block";

    private final Endpoints endpoints;
    private final Lead lead;
    private final AgreedReads agreed;
    private final EventCheck events;
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("chain-endpoints").factory());
    private final AtomicBoolean started = new AtomicBoolean();
    /** The last head of each whose parent was looked at. */
    private final Map<Integer, BlockRef> linked = new HashMap<>();

    EndpointWatch(Endpoints endpoints, Lead lead, AgreedReads agreed) {
        this.endpoints = endpoints;
        this.agreed = agreed;
        this.lead = lead;
        this.events = new EventCheck(endpoints);
    }

    void start(Duration round) {
        if (started.compareAndSet(false, true)) {
            var _ = beat.scheduleWithFixedDelay(this::safely, 0, round.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Events from this block on matter; nothing older was asked for. */
    void compareFrom(long block) {
        events.compareFrom(block);
    }

    private void safely() {
        try {
            round();
        } catch (ProblemException e) {
            LOG.debug("The chain's endpoints could not be compared: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("The chain's endpoints could not be compared", e);
        }
    }

    private void round() {
        Map<Integer, BlockRef> heads = new LinkedHashMap<>();
        Map<Integer, Long> finals = new HashMap<>();
        for (int i = 0; i < endpoints.size(); i++) {
            int endpoint = i;
            if (endpoints.look(book -> book.isDue(endpoint, endpoints.now()))) {
                visit(endpoint, heads, finals);
            }
        }
        heads.keySet()
                .removeIf(i ->
                        !endpoints.look(book -> book.answering(endpoints.now())).contains(i));
        compareFinal(heads, finals);
        heads.keySet().removeIf(i -> !endpoints.look(book -> book.isGood(i)));
        events.compare(heads);
        agreed.reconsider();
        lead.prefer();
    }

    private void visit(int endpoint, Map<Integer, BlockRef> heads, Map<Integer, Long> finals) {
        Web3jChain client = endpoints.client(endpoint);
        try {
            client.recheck();
            BlockRef head = client.head();
            Optional<Long> last = client.finalized().map(BlockRef::number).filter(number -> number <= head.number());
            last.ifPresent(number -> endpoints.noteFinal(endpoint, number));
            endpoints.note(endpoint, head);
            if (!head.equals(linked.put(endpoint, head)) && standsOnNothing(client, head)) {
                endpoints.lied(endpoint, "its block " + head.number() + " stands on a block that it does not have");
            }
            heads.put(endpoint, head);
            finals.put(endpoint, last.orElse(Math.max(0, head.number() - FINALITY_DEPTH)));
        } catch (ProblemException e) {
            endpoints.failed(endpoint, e);
        }
    }

    /** The head is still there when it was looked at, so that this is no reorganisation. */
    private static boolean standsOnNothing(ChainClient client, BlockRef head) {
        if (head.number() == 0) {
            return false;
        }
        Optional<BlockRef> parent = client.block(head.number() - 1);
        return parent.isPresent()
                && !parent.get().hash().equals(head.parent())
                && client.block(head.number()).filter(head::equals).isPresent()
                && client.block(head.number() - 1).filter(parent.get()::equals).isPresent();
    }

    /** Everybody that goes as far has to have the block that the good ones call final. */
    private void compareFinal(Map<Integer, BlockRef> heads, Map<Integer, Long> finals) {
        Optional<Long> last = finals.entrySet().stream()
                .filter(said -> heads.containsKey(said.getKey()))
                .filter(said -> endpoints.look(book -> book.isGood(said.getKey())))
                .map(Map.Entry::getValue)
                .min(Long::compare);
        if (last.isEmpty()) {
            return;
        }
        Map<Integer, BlockRef> asked = new LinkedHashMap<>(heads);
        asked.values().removeIf(head -> head.number() < last.get());
        compare(last.get(), asked.keySet(), true);
    }

    /** @param again whether those who differ are asked once more: the chain may have moved meanwhile */
    private void compare(long number, Set<Integer> asked, boolean again) {
        Map<Integer, BlockRef> answers = blocks(number, asked);
        if (answers.size() < 2) {
            return;
        }
        switch (Jury.judge(answers, endpoints.finals().at(number))) {
            case Jury.Verdict.Agreed<BlockRef>(BlockRef block) -> {
                endpoints.finals().remember(block);
                endpoints.resolved(FINAL_BLOCK);
            }
            case Jury.Verdict.Liars<BlockRef>(Set<Integer> liars, BlockRef block) -> {
                if (again) {
                    compare(number, asked, false);
                } else {
                    liars.forEach(liar -> endpoints.lied(liar, "has another block " + number + " than the others"));
                    endpoints.finals().remember(block);
                }
            }
            case Jury.Verdict.Tie<BlockRef> _ -> {
                if (again) {
                    compare(number, asked, false);
                } else {
                    breakTie(number, answers.keySet());
                }
            }
        }
    }

    /** One of them may deny what all agreed on further down. */
    private void breakTie(long number, Set<Integer> sides) {
        Optional<BlockRef> known = endpoints.finals().below(number);
        Map<Integer, BlockRef> below =
                known.map(block -> blocks(block.number(), sides)).orElse(Map.of());
        Map<Integer, BlockRef> denying = new LinkedHashMap<>(below);
        denying.values().removeIf(block -> known.filter(block::equals).isPresent());
        Set<Integer> liars = denying.keySet();
        if (liars.isEmpty() || liars.size() == sides.size()) {
            endpoints.disputed(FINAL_BLOCK, sides);
        } else {
            liars.forEach(liar -> endpoints.lied(
                    liar, "has another block " + known.orElseThrow().number() + " than was final before"));
        }
    }

    private Map<Integer, BlockRef> blocks(long number, Set<Integer> asked) {
        Map<Integer, BlockRef> answers = new LinkedHashMap<>();
        for (int i : asked) {
            try {
                endpoints.client(i).block(number).ifPresent(block -> answers.put(i, block));
            } catch (ProblemException e) {
                endpoints.failed(i, e);
            }
        }
        return answers;
    }

    @Override
    public void close() {
        beat.shutdownNow();
    }
}
