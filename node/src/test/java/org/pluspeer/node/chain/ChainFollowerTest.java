package org.pluspeer.node.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pluspeer.node.chain.ExchangeEvent.Deposited;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;

class ChainFollowerTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path directory;
    private final LocalChain local;
    private final PlayChain chain;
    private final AnvilRpc anvil;
    private final TestWallet wallet;

    ChainFollowerTest(@TempDir Path directory) {
        this.directory = directory;
        local = Anvils.start(directory.resolve("chain"));
        chain = local.play();
        anvil = new AnvilRpc(chain.url());
        wallet = new TestWallet(chain, directory.resolve("journal"));
    }

    @BeforeEach
    void fill() {
        chain.give(wallet.account(), Amount.parseDecimal("10", 18), Amount.ZERO);
        wallet.go();
    }

    @AfterEach
    void stop() {
        wallet.close();
        local.close();
    }

    /** Remembers what holds: told events, less what was taken back. */
    private static final class Listener implements Follower {
        private final List<ExchangeEvent> held = new ArrayList<>();
        private final List<ChainUpdate> updates = new ArrayList<>();

        @Override
        public synchronized void onChain(ChainUpdate update) {
            updates.add(update);
            update.revertedFrom()
                    .ifPresent(from -> held.removeIf(event -> event.origin().block() >= from));
            for (ExchangeEvent event : update.events()) {
                boolean known = held.stream()
                        .anyMatch(other ->
                                other.origin().blockHash().equals(event.origin().blockHash())
                                        && other.origin().logIndex()
                                                == event.origin().logIndex());
                if (!known) {
                    held.add(event);
                }
            }
        }

        synchronized List<Long> amounts() {
            return held.stream()
                    .map(event -> ((Deposited) event).amount().units().longValue())
                    .toList();
        }

        synchronized int toldEvents() {
            return updates.stream().mapToInt(update -> update.events().size()).sum();
        }

        synchronized boolean sawReorganisation() {
            return updates.stream().skip(1).anyMatch(update -> update.revertedFrom()
                    .isPresent());
        }
    }

    private ChainFollower follower(Listener listener, ChainCursor.Keeper keeper, ChainClient client) {
        ChainFollower follower = new ChainFollower(
                client, Exchange.on(client), keeper, new ChainFollower.Settings(Duration.ofMillis(30), 0, 64, 3));
        follower.follow(listener);
        follower.start();
        return follower;
    }

    private void deposit(long wei) {
        String key = "deposit " + wei;
        wallet.desk()
                .submit(new TransactionDesk.Request(
                        key,
                        Purpose.BOND_DEPOSIT,
                        Exchange.ADDRESS,
                        Amount.of(wei),
                        ExchangeCalls.deposit(Address.ZERO, Amount.of(wei)),
                        List.of(new Intent.Spend(Exchange.ADDRESS, Address.ZERO, Amount.of(wei))),
                        Consent.none()));
        assertEquals(Outcome.Status.SUCCEEDED, wallet.desk().await(key, LIMIT).status());
    }

    @Test
    void tellsEveryEventInOrderHoweverFarItIsBehind() {
        for (long wei = 1; wei <= 5; wei++) {
            deposit(wei);
        }
        Listener listener = new Listener();
        try (ChainFollower follower = follower(listener, new TestWallet.InMemoryCursor(), chain.client())) {
            assertTrue(Await.until(() -> listener.amounts().size() == 5));
            deposit(6);
            assertTrue(Await.until(() -> listener.amounts().size() == 6));
            assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), listener.amounts());
            assertFalse(listener.sawReorganisation());
            assertTrue(follower.status().connected());
        }
    }

    @Test
    void takesBackWhatTheChainTookBackThoughItCameBackShorter() {
        deposit(1);
        Listener listener = new Listener();
        try (ChainFollower _ = follower(listener, new TestWallet.InMemoryCursor(), chain.client())) {
            String snapshot = anvil.ask("evm_snapshot", "[]");
            wallet.stop();
            new MachineDeposit(chain).deposit(20);
            assertTrue(Await.until(() -> listener.amounts().equals(List.of(1L, 20L))));
            anvil.ask("evm_revert", "[\"" + snapshot + "\"]");
            assertTrue(
                    Await.until(() -> listener.amounts().equals(List.of(1L))),
                    listener.amounts().toString());
            assertTrue(listener.sawReorganisation());
            new MachineDeposit(chain).deposit(30);
            assertTrue(Await.until(() -> listener.amounts().equals(List.of(1L, 30L))));
            wallet.restart();
        }
    }

    /** A crash between telling and noting it, and a reorganisation before the next start. */
    @Test
    void takesBackWhatAnEarlierRunToldAndDidNotNote() {
        TestWallet.InMemoryCursor noted = new TestWallet.InMemoryCursor();
        Listener listener = new Listener();
        deposit(1);
        try (ChainFollower _ = follower(listener, noted, chain.client())) {
            assertTrue(Await.until(() -> listener.amounts().equals(List.of(1L))));
        }
        String snapshot = anvil.ask("evm_snapshot", "[]");
        wallet.stop();
        new MachineDeposit(chain).deposit(20);
        TestWallet.InMemoryCursor unwritten = new TestWallet.InMemoryCursor();
        noted.load().ifPresent(unwritten::save);
        try (ChainFollower _ = follower(listener, unwritten, chain.client())) {
            assertTrue(Await.until(() -> listener.amounts().equals(List.of(1L, 20L))));
        }
        anvil.ask("evm_revert", "[\"" + snapshot + "\"]");
        try (ChainFollower _ = follower(listener, noted, chain.client())) {
            assertTrue(
                    Await.until(() -> listener.amounts().equals(List.of(1L))),
                    listener.amounts().toString());
        }
        wallet.restart();
    }

    @Test
    void goesOnWhereItWasAndTellsAgainOnlyWhatWasNotFinal() {
        CursorFile cursor = new CursorFile(directory.resolve("cursor.json"));
        Listener first = new Listener();
        deposit(1);
        chain.mine(3);
        try (ChainFollower follower = follower(first, cursor, chain.client())) {
            assertTrue(Await.until(() -> first.amounts().equals(List.of(1L))));
            long head = chain.client().head().number();
            assertTrue(Await.until(() -> {
                BlockRef finalized = follower.status().finalized();
                return finalized != null && finalized.number() >= head - 2;
            }));
        }
        deposit(2);
        Listener second = new Listener();
        try (ChainFollower _ = follower(second, cursor, chain.client())) {
            assertTrue(
                    Await.until(() -> second.amounts().equals(List.of(2L))),
                    second.amounts().toString());
        }
    }

    @Test
    void readsAllAgainWhenItsCursorIsLostOrUnreadable() throws Exception {
        Path file = directory.resolve("cursor.json");
        deposit(1);
        Files.writeString(file, "{\"finalized\":99");
        Listener listener = new Listener();
        try (ChainFollower _ = follower(listener, new CursorFile(file), chain.client())) {
            assertTrue(Await.until(() -> listener.amounts().equals(List.of(1L))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void asksAnEndpointThatAnswersForFewBlocksForFewerAndThenForMoreAgain(StrictRpc.Manner manner) throws IOException {
        for (long wei = 1; wei <= 3; wei++) {
            deposit(wei);
        }
        chain.mine(20);
        Listener listener = new Listener();
        try (StrictRpc strict = new StrictRpc(chain.url(), manner, 3);
                ChainClient client =
                        ChainClient.at(ChainClient.Settings.of(strict.url(), OptionalLong.empty(), ErrorNames.ours()));
                ChainFollower follower = new ChainFollower(
                        client,
                        Exchange.on(client),
                        new TestWallet.InMemoryCursor(),
                        new ChainFollower.Settings(Duration.ofMillis(30), 0, 64, 2000))) {
            follower.follow(listener);
            follower.start();
            assertTrue(Await.until(() -> follower.status().caughtUp()));
            assertEquals(List.of(1L, 2L, 3L), listener.amounts());
            assertTrue(follower.status().connected());
            strict.most = Long.MAX_VALUE;
            strict.answered.clear();
            anvil.ask("anvil_mine", "[\"0x28\"]");
            assertTrue(Await.until(() -> strict.answered.stream().anyMatch(blocks -> blocks > 3)), "grown again");
        }
    }

    @Test
    void whereNothingWasFollowedAndNobodyWaitsItBeginsAtTheFinalBlock() {
        deposit(1);
        chain.mine(5);
        Listener listener = new Listener();
        TestWallet.InMemoryCursor cursor = new TestWallet.InMemoryCursor();
        try (ChainFollower follower = startedFromNow(listener, cursor)) {
            assertTrue(Await.until(() -> follower.status().caughtUp()));
            deposit(2);
            assertTrue(Await.until(() -> listener.amounts().equals(List.of(2L))));
        }
        deposit(3);
        chain.mine(5);
        try (ChainFollower _ = startedFromNow(listener, cursor)) {
            assertTrue(Await.until(() -> listener.amounts().equals(List.of(2L, 3L))), "goes on where it was");
        }
    }

    private ChainFollower startedFromNow(Listener listener, ChainCursor.Keeper cursor) {
        ChainFollower follower = new ChainFollower(
                chain.client(),
                Exchange.on(chain.client()),
                cursor,
                new ChainFollower.Settings(Duration.ofMillis(30), 0, 64, 2000));
        follower.follow(listener);
        follower.startFromNow();
        return follower;
    }

    @Test
    void saysThatTheChainIsAwayAndGoesOnWhenItIsBack() {
        Listener listener = new Listener();
        Unreachable line = new Unreachable(chain.client());
        try (ChainFollower follower = follower(listener, new TestWallet.InMemoryCursor(), line)) {
            assertTrue(Await.until(() -> follower.status().connected()));
            line.cutOff();
            assertTrue(Await.until(() -> !follower.status().connected()));
            deposit(1);
            line.mend();
            assertTrue(Await.until(() -> listener.amounts().equals(List.of(1L))));
            assertTrue(Await.until(() -> follower.status().connected()));
        }
    }

    @Test
    void tellsAgainWhatAFollowerCouldNotTake() {
        AtomicInteger failures = new AtomicInteger(3);
        Listener listener = new Listener();
        ChainFollower follower = new ChainFollower(
                chain.client(),
                Exchange.on(chain.client()),
                new TestWallet.InMemoryCursor(),
                new ChainFollower.Settings(Duration.ofMillis(30), 0, 64, 2000));
        follower.follow(update -> {
            if (!update.events().isEmpty() && failures.getAndDecrement() > 0) {
                throw new IllegalStateException("not now");
            }
            listener.onChain(update);
        });
        follower.start();
        try (follower) {
            deposit(1);
            assertTrue(Await.until(() -> listener.amounts().equals(List.of(1L))));
            assertTrue(listener.toldEvents() >= 1);
        }
    }
}
