package org.pluspeer.node.chain;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.chain.ChainEndpoint.State;
import org.pluspeer.node.run.Backoff;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/** A real chain behind endpoints that fail, lag and lie. */
abstract class FailoverScene {
    static final Address SOMEBODY = Address.parse("0x00000000000000000000000000000000000000aa");
    static final String NOWHERE = Hash32.of(new byte[32]).hex();

    final LocalChain local;
    final PlayChain play;
    final FaultyRpc first;
    final FaultyRpc second;
    final FaultyRpc third;
    FailoverChain chain;

    FailoverScene(@TempDir Path directory) {
        local = Anvils.start(directory.resolve("chain"));
        play = local.play();
        first = new FaultyRpc(play.url());
        second = new FaultyRpc(play.url());
        third = new FaultyRpc(play.url());
        chain = over(first, second);
    }

    @AfterEach
    void stop() {
        chain.close();
        Stream.of(first, second, third).forEach(FaultyRpc::close);
        local.close();
    }

    /** Impatient, so that what takes seconds at work takes fractions of one here. */
    static FailoverChain.Settings impatient(List<URI> urls, OptionalLong id) {
        var rules = new EndpointBook.Rules(
                Duration.ofMillis(500),
                new Backoff(Duration.ofMillis(100), Duration.ofMillis(400)),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60));
        return new FailoverChain.Settings(
                urls, id, ErrorNames.ours(), Duration.ofSeconds(9), 1 << 20, Duration.ofMillis(100), rules);
    }

    FailoverChain over(FaultyRpc... endpoints) {
        return FailoverChain.over(
                impatient(Stream.of(endpoints).map(FaultyRpc::url).toList(), OptionalLong.of(play.chainId())),
                InstantSource.system());
    }

    /** Starts over with these. */
    void read(FaultyRpc... endpoints) {
        chain.close();
        chain = over(endpoints);
    }

    State state(int endpoint) {
        return chain.endpoints().get(endpoint).state();
    }

    String why(int endpoint) {
        return String.valueOf(chain.endpoints().get(endpoint).why());
    }

    void assertBecomes(State state, int endpoint) {
        assertTrue(Await.until(() -> state(endpoint) == state), () -> chain.endpoints()
                .toString());
    }

    /** Both were looked at, and a final block was agreed on. */
    void settle() {
        chain.head();
        play.mine(4);
        long head = play.client().head().number();
        assertTrue(Await.until(() ->
                chain.endpoints().stream().allMatch(endpoint -> endpoint.head() != null && endpoint.head() >= head)));
        first.asked();
        assertTrue(Await.until(() -> first.asked().contains("eth_chainId")), "another round began");
        assertTrue(Await.until(() -> first.asked().contains("eth_chainId")), "and ended");
    }

    void settleSecond() {
        second.asked();
        assertTrue(Await.until(() -> second.asked().contains("eth_chainId")));
        assertTrue(Await.until(() -> second.asked().contains("eth_chainId")));
    }
}
