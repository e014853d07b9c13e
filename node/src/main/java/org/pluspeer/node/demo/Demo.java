package org.pluspeer.node.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.pluspeer.contracts.Deployments;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.client.Output;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** Plays a story from an empty directory to its end and says whether it ended as it must. */
public final class Demo {
    private static final String DATA = "birdstrikes.csv";
    private static final Address DOLLAR = Address.parse(Deployments.TEST_DOLLAR.address());
    private static final long PRICE = 4_000_000;

    private final Options options;
    private final Narrator narrator;

    /**
     * How to play.
     *
     * @param file to sell; empty: the data set that comes with the program
     * @param stay leave both peers' pages open until interrupted
     * @param directory for this story's chain and peers; emptied first
     */
    public record Options(Story story, Optional<Path> file, boolean stay, Path directory, Output output) {}

    public Demo(Options options) {
        this.options = options;
        this.narrator = new Narrator(options.output());
    }

    /** Whether it ended as it must. */
    public boolean run() throws InterruptedException {
        long start = System.nanoTime();
        SecureRandom random = new SecureRandom();
        requireReadable();
        try (Stage stage = Stage.set(options.directory(), options.story(), random, narrator)) {
            Play.Goods goods = goods();
            Books books = new Books(stage.chain().play().client(), DOLLAR);
            Books.Party seller = new Books.Party("seller", stage.seller().account());
            Books.Party buyer = new Books.Party("buyer", stage.buyer().account());
            Books.Page before = books.at(books.head(), List.of(seller, buyer), buyer);
            Play.Outcome outcome = new Play(stage, options.story(), narrator).run(goods, DOLLAR, String.valueOf(PRICE));
            Books.Page after = books.at(books.head(), List.of(seller, buyer), buyer);
            var ended =
                    new Reckoning.Ended(outcome, goods.file(), before, after, (System.nanoTime() - start) / 1_000_000);
            Reckoning reckoning = new Reckoning(options.story(), DOLLAR, books);
            DemoReport report = reckoning.report(ended);
            boolean right = reckoning.isAsItMustBe(report, ended, PRICE);
            tell(outcome, ended, report, right);
            options.output().document(report);
            if (options.stay()) {
                Pages.leaveOpen(List.of(stage.seller(), stage.buyer()), stage::close, narrator);
            }
            return right;
        }
    }

    private void tell(Play.Outcome outcome, Reckoning.Ended ended, DemoReport report, boolean right) {
        narrator.steps("buyer", outcome.purchase().path("steps"));
        narrator.steps("seller", outcome.sale().path("steps"));
        narrator.step(
                switch (options.story()) {
                    case HONEST -> "The buyer has the file, byte for byte. The seller has the money.";
                    case CHEATING_SELLER -> "One block was wrong. The buyer proved it and has the price and the bond.";
                    case SILENT_SELLER -> "There was no key. The buyer has the price back, and the no-show amount.";
                });
        for (String peer : List.of("seller", "buyer")) {
            narrator.detail(peer + ": " + change(ended, peer) + " play dollars, gas paid "
                    + new Amount(new java.math.BigInteger(
                                    peer.equals("seller")
                                            ? report.gas().seller()
                                            : report.gas().buyer()))
                            .decimal(18)
                    + " ETH");
        }
        narrator.detail(right ? "The money adds up to the last unit." : "It did NOT end as it must.");
    }

    private static String change(Reckoning.Ended ended, String peer) {
        Amount before = ended.before().of(peer, DOLLAR);
        Amount after = ended.after().of(peer, DOLLAR);
        return after.isLessThan(before)
                ? "-" + before.minus(after).decimal(6)
                : "+" + after.minus(before).decimal(6);
    }

    private void requireReadable() {
        options.file()
                .filter(file -> !Files.isRegularFile(file) || !Files.isReadable(file))
                .ifPresent(file -> {
                    throw new ProblemException(Problem.Code.FILE_UNREADABLE, "cannot read " + file);
                });
        options.file().filter(file -> file.toFile().length() == 0).ifPresent(file -> {
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, file + " is empty");
        });
    }

    private Play.Goods goods() {
        if (options.file().isPresent()) {
            Path file = options.file().get().toAbsolutePath();
            String name = file.getFileName().toString();
            return new Play.Goods(file, name, "", List.of("demo"), "unspecified", name);
        }
        return new Play.Goods(
                bundled(),
                "FAA bird strikes, 1990 to 2002",
                "10,000 reports of wildlife strikes to aircraft in the United States: airport, aircraft, species, phase of"
                        + " flight, damage and cost. One line a strike.",
                List.of("aviation", "birds", "safety"),
                "US government work, public domain",
                "bird strikes");
    }

    private Path bundled() {
        Path copy = options.directory().resolve(DATA);
        try (InputStream in = Demo.class.getResourceAsStream(DATA)) {
            if (in == null) {
                throw new IllegalStateException("the program came without " + DATA);
            }
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.DISK_FULL, "cannot write " + copy, e);
        }
    }
}
