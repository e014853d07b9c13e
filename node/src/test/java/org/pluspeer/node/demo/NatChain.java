package org.pluspeer.node.demo;

import java.io.BufferedReader;
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
 * gives play money to accounts and tells what they hold, a line each.
 */
public final class NatChain {
    private NatChain() {}

    public static void main(String[] args) throws Exception {
        LocalChain chain = LocalChain.start(
                new LocalChain.Settings(Path.of(args[0]), OptionalLong.empty(), AnvilBinary.find(System::getenv)),
                new LocalChain.World(InstantSource.system(), System::nanoTime, new SecureRandom()));
        System.out.println("READY " + chain.url().getPort());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            Address account = Address.parse(words[1]);
            if (words[0].equals("give")) {
                chain.play().give(account, Amount.parseDecimal("10", 18), Amount.parseDecimal("100", 6));
            }
            Books books = new Books(chain.play().client(), PlayChain.DOLLAR);
            Books.Party party = new Books.Party("it", account);
            Books.Party nobody = new Books.Party("nobody", Address.ZERO);
            System.out.println(books.at(books.head(), List.of(party), nobody)
                    .of("it", PlayChain.DOLLAR)
                    .units());
        }
        chain.close();
        System.exit(0);
    }
}
