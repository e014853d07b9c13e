package org.pluspeer.node.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.wallet.eth.Amount;

/** A chain of its own, a peer that owns something and some others, each a process with its own directory. */
final class StorageStage implements AutoCloseable {
    private static final String OWNER = "owner";
    private static final Amount TEST_ETH = Amount.parseDecimal("10", 18);
    private static final Amount TEST_DOLLARS = Amount.parseDecimal("100", 6);

    private final Path directory;
    private final LocalChain chain;
    private final Map<String, List<String>> options = new HashMap<>();
    private final List<DemoPeer> peers = new ArrayList<>();

    private StorageStage(Path directory, LocalChain chain, List<String> owner, Map<String, List<String>> others) {
        options.putAll(others);
        options.put(OWNER, owner);
        this.directory = directory;
        this.chain = chain;
    }

    /**
     * @param directory emptied first
     * @param others what the other peers are called
     */
    static StorageStage set(Path directory, List<String> others, RandomGenerator random, Narrator narrator) {
        Map<String, List<String>> plain = new LinkedHashMap<>();
        others.forEach(name -> plain.put(name, List.of()));
        return set(directory, List.of(), plain, random, narrator);
    }

    /**
     * @param directory emptied first
     * @param owner options of its {@code up}
     * @param others what the other peers are called, each with the options of its {@code up}
     */
    static StorageStage set(
            Path directory,
            List<String> owner,
            Map<String, List<String>> others,
            RandomGenerator random,
            Narrator narrator) {
        Stage.clear(directory);
        new DataDirectory(directory).create();
        narrator.step("Starting a local chain with play money, and " + (others.size() + 1) + " peers …");
        LocalChain chain = Stage.startChain(directory.resolve("chain"), random);
        StorageStage stage = new StorageStage(directory, chain, owner, others);
        try {
            stage.start(OWNER, "", random);
            stage.startOthers(List.copyOf(others.keySet()), random);
            for (DemoPeer peer : stage.peers) {
                chain.play().give(peer.account(), TEST_ETH, TEST_DOLLARS);
                narrator.detail(peer.name() + " " + peer.account() + " got 10 test ETH and 100 play dollars");
            }
            return stage;
        } catch (RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    private void startOthers(List<String> names, RandomGenerator random) {
        String bootstrap = owner().p2pAddress();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<DemoPeer>> starting = names.stream()
                    .map(name -> threads.submit(() -> DemoPeer.start(setting(name, bootstrap), random)))
                    .toList();
            ProblemException failure = null;
            for (Future<DemoPeer> one : starting) {
                try {
                    peers.add(one.get());
                } catch (ExecutionException e) {
                    failure = new ProblemException(Problem.Code.INTERNAL, "a peer did not start", e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    failure = new ProblemException(Problem.Code.STOPPING, "interrupted", e);
                }
            }
            if (failure != null) {
                throw failure;
            }
        }
    }

    private void start(String name, String bootstrap, RandomGenerator random) {
        peers.add(DemoPeer.start(setting(name, bootstrap), random));
    }

    private DemoPeer.Setting setting(String name, String bootstrap) {
        return new DemoPeer.Setting(
                name,
                home(name),
                chain.url().toString(),
                bootstrap,
                Story.HONEST,
                options.getOrDefault(name, List.of()));
    }

    /** Starts the owner's node anew on what is on its disk, knowing a peer. */
    void ownerReturns(DemoPeer known) {
        DemoPeer gone = peers.getFirst();
        gone.close();
        peers.set(0, DemoPeer.startAgain(setting(gone.name(), known.p2pAddress())));
    }

    /** One of the others, by its name. */
    DemoPeer peer(String name) {
        return peers.stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Path home(String name) {
        return directory.resolve(name);
    }

    LocalChain chain() {
        return chain;
    }

    DemoPeer owner() {
        return peers.getFirst();
    }

    List<DemoPeer> keepers() {
        return List.copyOf(peers.subList(1, peers.size()));
    }

    List<DemoPeer> all() {
        return List.copyOf(peers);
    }

    @Override
    public void close() {
        peers.reversed().forEach(DemoPeer::close);
        chain.close();
    }
}
