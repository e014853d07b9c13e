package org.pluspeer.node.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.wallet.eth.Amount;

/** A chain of its own, a peer that sells calls and one that buys them, each a process with its own directory. */
final class ApiStage implements AutoCloseable {
    private static final Amount TEST_ETH = Amount.parseDecimal("10", 18);
    private static final Amount TEST_DOLLARS = Amount.parseDecimal("100", 6);
    /** Below those that the system gives to callers: one of them could take the seller's while it is away. */
    private static final int FIRST_PORT = 20_000;

    private static final int PORTS = 10_000;

    private final Path directory;
    private final LocalChain chain;
    private final RandomGenerator random;
    private final List<String> front;
    private DemoPeer seller;
    private final DemoPeer buyer;

    private ApiStage(Path directory, LocalChain chain, RandomGenerator random) {
        this.directory = directory;
        this.chain = chain;
        this.random = random;
        this.front = List.of("--public", "127.0.0.1:" + freePort(random));
        this.seller = start("seller", "", front);
        this.buyer = beside(seller);
    }

    /** @param directory emptied first */
    static ApiStage set(Path directory, RandomGenerator random, Narrator narrator) {
        Stage.clear(directory);
        new DataDirectory(directory).create();
        narrator.step("Starting a local chain with play money, and two peers …");
        LocalChain chain = Stage.startChain(directory.resolve("chain"), random);
        try {
            ApiStage stage = new ApiStage(directory, chain, random);
            for (DemoPeer peer : List.of(stage.seller, stage.buyer)) {
                chain.play().give(peer.account(), TEST_ETH, TEST_DOLLARS);
            }
            return stage;
        } catch (RuntimeException e) {
            chain.close();
            throw e;
        }
    }

    private static int freePort(RandomGenerator random) {
        return IntStream.iterate(FIRST_PORT + random.nextInt(PORTS), port -> port + 1)
                .limit(PORTS)
                .filter(ApiStage::isFree)
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.Code.PORT_IN_USE, "no port is free"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private DemoPeer beside(DemoPeer first) {
        try {
            return start("buyer", first.p2pAddress(), List.of());
        } catch (RuntimeException e) {
            first.close();
            throw e;
        }
    }

    private DemoPeer start(String name, String bootstrap, List<String> more) {
        return DemoPeer.start(setting(name, bootstrap, more), random);
    }

    private DemoPeer.Setting setting(String name, String bootstrap, List<String> more) {
        return new DemoPeer.Setting(
                name, directory.resolve(name), chain.url().toString(), bootstrap, Story.HONEST, more);
    }

    /** The seller is killed where it stands, and started again on what it left. */
    void killSeller() {
        seller.kill();
        seller.close();
        seller = DemoPeer.startAgain(setting("seller", buyer.p2pAddress(), front));
    }

    LocalChain chain() {
        return chain;
    }

    DemoPeer seller() {
        return seller;
    }

    DemoPeer buyer() {
        return buyer;
    }

    @Override
    public void close() {
        buyer.close();
        seller.close();
        chain.close();
    }
}
