package org.pluspeer.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import org.pluspeer.node.chain.AnvilBinary;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/**
 * The chain that two peers in other namespaces settle on: {@code NatChain DIRECTORY}. Says READY with its port, then
 * answers each line with one: {@code give ACCOUNT}, {@code before SELLER BUYER}, and
 * {@code after SOLD LISTING PURCHASE SALE PRICE} (files, and the price in base units), which is whether the sale ended
 * as the demo's honest one must.
 */
public final class NatChain {
    private final LocalChain chain;
    private final Books books;
    private List<Books.Party> parties = List.of();
    private Books.Page before = new Books.Page(0, List.of());

    private NatChain(LocalChain chain) {
        this.chain = chain;
        this.books = new Books(chain.play().client(), PlayChain.DOLLAR);
    }

    public static void main(String[] args) throws Exception {
        LocalChain chain = LocalChain.start(
                new LocalChain.Settings(Path.of(args[0]), OptionalLong.empty(), AnvilBinary.find(System::getenv)),
                new LocalChain.World(InstantSource.system(), System::nanoTime, new SecureRandom()));
        System.out.println("READY " + chain.url().getPort());
        NatChain here = new NatChain(chain);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(here.answer(List.of(line.split(" ", -1))));
        }
        chain.close();
        System.exit(0);
    }

    private String answer(List<String> words) throws IOException {
        switch (words.getFirst()) {
            case "give" ->
                chain.play()
                        .give(
                                Address.parse(words.get(1)),
                                Amount.parseDecimal("10", 18),
                                Amount.parseDecimal("100", 6));
            case "before" -> {
                parties = List.of(
                        new Books.Party("seller", Address.parse(words.get(1))),
                        new Books.Party("buyer", Address.parse(words.get(2))));
                before = page();
            }
            case "after" -> {
                return reckoned(words);
            }
            default -> throw new IOException("no such question: " + words);
        }
        return "done";
    }

    private Books.Page page() {
        return books.at(books.head(), parties, parties.getLast());
    }

    private String reckoned(List<String> words) throws IOException {
        Play.Outcome outcome = new Play.Outcome(read(words.get(2)), read(words.get(3)), read(words.get(4)));
        var ended = new Reckoning.Ended(outcome, Path.of(words.get(1)), before, page(), 0);
        Reckoning reckoning = new Reckoning(Story.HONEST, PlayChain.DOLLAR, books);
        DemoReport report = reckoning.report(ended);
        boolean right = reckoning.isAsItMustBe(report, ended, Long.parseLong(words.get(5)));
        return right + " " + new ObjectMapper().writeValueAsString(report);
    }

    private static JsonNode read(String file) throws IOException {
        return new ObjectMapper().readTree(Path.of(file).toFile());
    }
}
