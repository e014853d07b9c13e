package org.pluspeer.node.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.AnvilBinary;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.wallet.eth.Amount;

/** What a story is played on: a chain of its own and two peers, all in one directory, all gone with it. */
final class Stage implements AutoCloseable {
    private static final Amount TEST_ETH = Amount.parseDecimal("10", 18);
    private static final Amount TEST_DOLLARS = Amount.parseDecimal("100", 6);

    private final LocalChain chain;
    private final DemoPeer seller;
    private final DemoPeer buyer;

    private Stage(LocalChain chain, DemoPeer seller, DemoPeer buyer) {
        this.chain = chain;
        this.seller = seller;
        this.buyer = buyer;
    }

    /** @param directory emptied first; what an earlier run left in it is of no use to this one */
    static Stage set(Path directory, Story story, RandomGenerator random, Narrator narrator) {
        clear(directory);
        new DataDirectory(directory).create();
        narrator.step("Starting a local chain with play money …");
        LocalChain chain = startChain(directory.resolve("chain"), random);
        DemoPeer seller = null;
        try {
            narrator.detail("chain " + chain.chainId() + " at " + chain.url() + ", FairExchange deployed");
            narrator.step("Starting two peers, each a process of its own with its own keys and data …");
            String rpc = chain.url().toString();
            seller =
                    DemoPeer.start(new DemoPeer.Setting("seller", directory.resolve("seller"), rpc, "", story), random);
            DemoPeer buyer = DemoPeer.start(
                    new DemoPeer.Setting("buyer", directory.resolve("buyer"), rpc, seller.p2pAddress(), Story.HONEST),
                    random);
            Stage stage = new Stage(chain, seller, buyer);
            stage.fund(narrator);
            return stage;
        } catch (RuntimeException e) {
            if (seller != null) {
                seller.close();
            }
            chain.close();
            throw e;
        }
    }

    static LocalChain startChain(Path directory, RandomGenerator random) {
        return LocalChain.start(
                new LocalChain.Settings(directory, OptionalLong.empty(), AnvilBinary.find(System::getenv)),
                new LocalChain.World(InstantSource.system(), System::nanoTime, random));
    }

    private void fund(Narrator narrator) {
        for (DemoPeer peer : java.util.List.of(seller, buyer)) {
            chain.play().give(peer.account(), TEST_ETH, TEST_DOLLARS);
            narrator.detail(peer.name() + " " + peer.account() + " got 10 test ETH and 100 play dollars");
        }
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

    static void clear(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new ProblemException(
                    Problem.Code.FILE_UNREADABLE, directory + " cannot be emptied; is a demo still running on it?", e);
        }
    }
}
