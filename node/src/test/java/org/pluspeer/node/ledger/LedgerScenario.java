package org.pluspeer.node.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.AddressBook;
import org.pluspeer.node.account.Deals;
import org.pluspeer.node.account.HistoryView;
import org.pluspeer.node.account.OwnAccounts;
import org.pluspeer.node.account.Payees;
import org.pluspeer.node.account.Quoting;
import org.pluspeer.node.account.SpendDesk;
import org.pluspeer.node.account.SpendOrder;
import org.pluspeer.node.account.TokenBook;
import org.pluspeer.node.approval.Signers;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.Await;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.ChainFollower;
import org.pluspeer.node.chain.CursorFile;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.ExchangeCalls;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.chain.Seal;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.chain.TransactionDesk;
import org.pluspeer.node.chain.TransactionDesks;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.node.store.DatabaseUrl;
import org.pluspeer.node.store.MovementBook;
import org.pluspeer.node.store.MovementStore;
import org.pluspeer.node.store.Store;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.key.LocalSigner;
import org.pluspeer.wallet.key.Signer;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Policy;
import org.pluspeer.wallet.policy.Purpose;
import org.pluspeer.wallet.policy.Rules;
import org.pluspeer.wallet.spend.Quantity;

/** A wallet of two accounts on a real chain, with its books; the same on every chain. */
final class LedgerScenario implements AutoCloseable {
    static final Address COIN = Address.ZERO;
    static final Address ANN = Address.parse("0xaaaa0000000000000000000000000000000000aa");

    private final PlayChain play;
    private final Path directory;
    final ChainClient client;
    private final LocalSigner first = signer();
    private final LocalSigner second = signer();
    private Running running;

    private record Running(
            Store store,
            Journal journal,
            ChainFollower follower,
            TransactionDesks desks,
            SpendDesk spending,
            HistoryDesk history,
            Reconciling reconciling) {}

    LedgerScenario(PlayChain play, Path directory) {
        this.play = play;
        this.client = play.client();
        this.directory = directory;
        this.running = start();
    }

    private static LocalSigner signer() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return LocalSigner.taking(key);
    }

    Address main() {
        return first.address();
    }

    Address other() {
        return second.address();
    }

    private Running start() {
        Store store = Store.open(
                DatabaseUrl.embedded(directory.resolve("store")), List.of(new MovementBook(LedgerReading::changes)));
        Journal journal = Journal.open(directory.resolve("journal"), store);
        store.follow(journal);
        Rules rules = Rules.cautious(client.chainId(), Set.of(main(), other()), Set.of(Exchange.ADDRESS));
        SigningDesk signing = new SigningDesk(new Policy(rules), signers(), journal, InstantSource.system());
        Exchange exchange = Exchange.on(client);
        ChainFollower follower = new ChainFollower(
                client,
                exchange,
                new CursorFile(directory.resolve("cursor")),
                new ChainFollower.Settings(Duration.ofMillis(50), 0, 4, 2000));
        TransactionDesks desks = new TransactionDesks(
                new TransactionDesk.Office(client, signing, journal, NAKED, InstantSource.system(), follower::ring),
                new TransactionDesk.Settings(Duration.ofMillis(50), Amount.of(500_000_000_000L), 1000));
        Tokens tokens = new Tokens(client);
        TokenBook book = new TokenBook(tokens, List.of(PlayChain.DOLLAR), true);
        OwnAccounts accounts =
                () -> List.of(new OwnAccounts.Account(main(), "Main"), new OwnAccounts.Account(other(), "Other"));
        AddressBook contacts = new AddressBook(journal, InstantSource.system(), book);
        Payees payees = new Payees(accounts, contacts, desks, book);
        Deals none = new Deals() {
            @Override
            public List<Deal> all() {
                return List.of();
            }

            @Override
            public Amount reserved(Address token) {
                return Amount.ZERO;
            }
        };
        LedgerLook look = new LedgerLook(client, book, tokens, exchange, desks, none);
        LedgerWatch watch = new LedgerWatch(look, accounts, journal);
        follower.follow(desks);
        follower.follow(watch);
        HistoryDesk history = new HistoryDesk(
                store,
                journal::position,
                watch,
                book,
                payees,
                new HistoryDesk.Why(none, (_, _, _, _, _) -> Optional.empty()));
        SpendDesk spending = new SpendDesk(
                accounts, book, tokens, desks, new Quoting(client, book, tokens, accounts, payees), payees);
        Reconciling reconciling = new Reconciling(
                history,
                watch,
                new Reconciling.Chain(book, tokens, exchange),
                new SheetCheck(main(), none, List::of, List.of()));
        return new Running(store, journal, follower, desks, spending, history, reconciling);
    }

    private Signers signers() {
        return new Signers() {
            @Override
            public Address main() {
                return first.address();
            }

            @Override
            public Signer of(Address account) {
                return account.equals(first.address()) ? first : second;
            }
        };
    }

    void go() {
        running.follower().start();
        running.desks().start();
    }

    void restart() {
        stop();
        running = start();
        go();
    }

    private void stop() {
        running.follower().close();
        running.desks().close();
        running.journal().close();
        running.store().close();
    }

    SpendDesk spending() {
        return running.spending();
    }

    TransactionDesks desks() {
        return running.desks();
    }

    Hash32 send(Address from, Address to, Address token, String amount, String key) {
        return spending().send(new SpendOrder(from, to, token, Quantity.parse(amount), null), key, Asker.OWNER);
    }

    void mined(Hash32 hash) {
        assertTrue(Await.until(() -> client.receipt(hash).isPresent()));
    }

    void deposit(Amount wei) {
        mined(running.desks()
                .main()
                .submit(new TransactionDesk.Request(
                        "deposit/" + wei,
                        Purpose.BOND_DEPOSIT,
                        Exchange.ADDRESS,
                        wei,
                        ExchangeCalls.deposit(COIN, wei),
                        List.of(new Intent.Spend(main(), COIN, wei)),
                        Consent.none()))
                .outcome()
                .hash());
    }

    void withdraw(Amount wei) {
        mined(running.desks()
                .main()
                .submit(new TransactionDesk.Request(
                        "withdraw/" + wei,
                        Purpose.WITHDRAW,
                        Exchange.ADDRESS,
                        Amount.ZERO,
                        ExchangeCalls.withdraw(COIN, wei, main()),
                        List.of(),
                        Consent.none()))
                .outcome()
                .hash());
    }

    List<HistoryView.Entry> history() {
        return running.history()
                .history(100, Optional.empty(), MovementStore.Filter.NONE)
                .entries();
    }

    /** Waits until the books are at the chain's head, and looks whether they agree. */
    void assertReconciles() {
        long head = client.head().number();
        List<Reconciliation> last = new ArrayList<>();
        boolean agreed = Await.until(() -> {
            try {
                last.clear();
                last.add(running.reconciling().reconcile());
                return last.getFirst().block() >= head && last.getFirst().ok();
            } catch (ProblemException e) {
                return false;
            }
        });
        assertTrue(agreed, last + "\n" + running.history().history(100, Optional.empty(), MovementStore.Filter.NONE));
        assertFalse(last.getFirst().rows().isEmpty());
    }

    HistoryView.Entry entry(Hash32 hash) {
        return history().stream()
                .filter(entry -> hash.toString().equals(String.valueOf(entry.transaction())))
                .findFirst()
                .orElseThrow();
    }

    /** What a user would do in a day: paid, pays, moves between accounts, trades, all in coin and in a token. */
    void aDay() {
        play.give(main(), Amount.parseDecimal("2", 18), Amount.of(500));
        go();
        assertReconciles();
        mined(send(main(), ANN, PlayChain.DOLLAR, "120", "rent"));
        mined(send(main(), other(), COIN, "700000000000000000", "pocket"));
        assertReconciles();
        ProblemException taken = assertThrows(ProblemException.class, () -> send(other(), ANN, COIN, "5", "rent"));
        assertEquals(Problem.Code.IDEMPOTENCY_CONFLICT, taken.problem().code(), "a key is of all accounts");
        play.give(main(), Amount.parseDecimal("1", 18), Amount.of(77));
        mined(send(other(), ANN, COIN, "5", "tip"));
        deposit(Amount.of(900));
        withdraw(Amount.of(400));
        assertReconciles();
        restart();
        mined(send(main(), other(), PlayChain.DOLLAR, "30", "pocket dollars"));
        assertReconciles();
        HistoryView.Entry rent = history().stream()
                .filter(entry -> ANN.toString().equals(String.valueOf(entry.other()))
                        && entry.amount().equals(Amount.of(120)))
                .findFirst()
                .orElseThrow();
        assertEquals("done", rent.state());
        assertEquals(Amount.of(380), rent.balance());
        String csv = new String(running.history().csv(MovementStore.Filter.NONE), StandardCharsets.UTF_8);
        assertEquals(history().size() + 1, csv.split("\r\n").length);
    }

    private static final Seal NAKED = new Seal() {
        @Override
        public byte[] seal(byte[] plain) {
            return plain.clone();
        }

        @Override
        public byte[] open(byte[] sealed) {
            return sealed.clone();
        }
    };

    Amount coin(Address account) {
        return client.balance(account, At.LATEST);
    }

    @Override
    public void close() {
        stop();
        first.close();
        second.close();
    }
}
