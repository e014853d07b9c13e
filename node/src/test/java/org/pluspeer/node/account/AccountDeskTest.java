package org.pluspeer.node.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.approval.Signers;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.Await;
import org.pluspeer.node.chain.ChainFollower;
import org.pluspeer.node.chain.CursorFile;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.ExchangeCalls;
import org.pluspeer.node.chain.LocalChain;
import org.pluspeer.node.chain.PlayChain;
import org.pluspeer.node.chain.Seal;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.chain.TransactionDesk;
import org.pluspeer.node.chain.TransactionDesks;
import org.pluspeer.node.journal.Journal;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.key.LocalSigner;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Policy;
import org.pluspeer.wallet.policy.Purpose;
import org.pluspeer.wallet.policy.Rules;
import org.pluspeer.wallet.spend.Quantity;

/** On a real chain with the real ledger; only the deals are made up. */
class AccountDeskTest {
    private static final Address COIN = Address.ZERO;
    private static final Address SOMEBODY = Address.parse("0x00000000000000000000000000000000000000aa");
    private static final long NOON = 1_700_000_000;
    private static final long DAY = 86_400;

    private final LocalChain chain;
    private final Exchange exchange;
    private final LocalSigner signer;
    private final Journal journal;
    private final ChainFollower follower;
    private final TransactionDesks transactions;
    private final FakeDeals deals = new FakeDeals();
    private final AccountDesk desk;
    private final SpendDesk spending;

    /** Deals and reserved bonds as the test says. */
    private static final class FakeDeals implements Deals {
        private final List<Deal> all = new ArrayList<>();
        private final Map<Address, Amount> reserved = new HashMap<>();

        @Override
        public List<Deal> all() {
            return all;
        }

        @Override
        public Amount reserved(Address token) {
            return reserved.getOrDefault(token, Amount.ZERO);
        }
    }

    /** How records are sealed is tested where it is done. */
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

    AccountDeskTest(@TempDir Path directory) {
        chain = Anvils.start(directory.resolve("chain"));
        var client = chain.play().client();
        exchange = Exchange.on(client);
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        signer = LocalSigner.taking(key);
        journal = Journal.open(directory.resolve("journal"), batch -> {});
        Rules rules = Rules.cautious(chain.chainId(), Set.of(signer.address()), Set.of(Exchange.ADDRESS));
        SigningDesk signing = new SigningDesk(new Policy(rules), Signers.only(signer), journal, InstantSource.system());
        follower = new ChainFollower(
                client, exchange, new CursorFile(directory.resolve("cursor")), ChainFollower.Settings.local());
        transactions = new TransactionDesks(
                new TransactionDesk.Office(client, signing, journal, NAKED, InstantSource.system(), follower::ring),
                TransactionDesk.Settings.standard());
        follower.follow(transactions);
        Tokens tokens = new Tokens(client);
        desk = new AccountDesk(
                signer.address(),
                new AccountDesk.Holdings(new TokenBook(tokens, List.of(PlayChain.DOLLAR), true), tokens, exchange),
                transactions.main(),
                deals,
                List.of(() -> List.of(
                        new Books.Line("a", Books.State.EARNED, Books.Source.CALLS, COIN, Amount.of(5), NOON + DAY),
                        new Books.Line("b", Books.State.SPENT, Books.Source.FEES, COIN, Amount.of(3), NOON))));
        TokenBook book = new TokenBook(tokens, List.of(PlayChain.DOLLAR), true);
        OwnAccounts accounts = OwnAccounts.only(signer.address());
        AddressBook contacts = new AddressBook(journal, InstantSource.system(), book);
        Payees payees = new Payees(accounts, contacts, transactions, book);
        spending = new SpendDesk(
                accounts, book, tokens, transactions, new Quoting(client, book, tokens, accounts, payees), payees);
    }

    @BeforeEach
    void begin() {
        chain.play().give(signer.address(), Amount.parseDecimal("1", 18), Amount.of(500));
        follower.start();
        transactions.start();
    }

    @AfterEach
    void end() {
        follower.close();
        transactions.close();
        journal.close();
        signer.close();
        chain.close();
    }

    private void deposit(long wei) {
        mined(transactions
                .main()
                .submit(new TransactionDesk.Request(
                        "deposit",
                        Purpose.BOND_DEPOSIT,
                        Exchange.ADDRESS,
                        Amount.of(wei),
                        ExchangeCalls.deposit(COIN, Amount.of(wei)),
                        List.of(new Intent.Spend(signer.address(), COIN, Amount.of(wei))),
                        Consent.none()))
                .outcome()
                .hash());
    }

    private Hash32 send(Address to, Address token, Amount amount, String key) {
        return spending.send(new SpendOrder(null, to, token, Quantity.of(amount), null), key, Asker.OWNER);
    }

    private void mined(Hash32 transaction) {
        assertTrue(Await.until(() -> chain.play().client().receipt(transaction).isPresent()));
    }

    private Amount ledger() {
        return exchange.ledger(signer.address(), COIN, At.LATEST);
    }

    private Problem.Code refused(Runnable order) {
        return assertThrows(ProblemException.class, order::run).problem().code();
    }

    @Test
    void whatTheLedgerDoesNotHaveCannotBeWithdrawn() {
        deposit(1000);
        assertEquals(Problem.Code.INSUFFICIENT_FUNDS, refused(() -> desk.withdraw(COIN, Amount.of(1001), "too much")));
        assertEquals(Problem.Code.BAD_REQUEST, refused(() -> desk.withdraw(COIN, Amount.ZERO, "nothing")));
        assertEquals(Amount.of(1000), ledger());
    }

    @Test
    void whatOpenOffersNeedAsBondsCannotBeWithdrawn() {
        deposit(1000);
        deals.reserved.put(COIN, Amount.of(300));
        deals.reserved.put(PlayChain.DOLLAR, Amount.of(5_000));
        assertEquals(Problem.Code.INSUFFICIENT_FUNDS, refused(() -> desk.withdraw(COIN, Amount.of(701), "a")));
        assertEquals(Amount.of(700), balance(COIN).free());
        assertEquals(Amount.ZERO, balance(PlayChain.DOLLAR).free());
        mined(desk.withdraw(COIN, balance(COIN).free(), "b"));
        assertEquals(Amount.of(300), ledger());
        assertEquals(Problem.Code.INSUFFICIENT_FUNDS, refused(() -> desk.withdraw(COIN, Amount.of(1), "c")));
        deals.reserved.clear();
        mined(desk.withdraw(COIN, Amount.of(300), "d"));
        assertEquals(Amount.ZERO, ledger());
    }

    @Test
    void theSameOrderAgainIsTheSameTransactionThoughTheLedgerIsEmptyByThen() {
        deposit(1000);
        Hash32 first = desk.withdraw(COIN, Amount.of(1000), "all");
        mined(first);
        assertEquals(first, desk.withdraw(COIN, Amount.of(1000), "all"));
        assertEquals(Problem.Code.IDEMPOTENCY_CONFLICT, refused(() -> desk.withdraw(COIN, Amount.of(1), "all")));
        assertEquals(Amount.ZERO, ledger());
    }

    @Test
    void moneyIsSentOnceToWhomItWasOrderedTo() {
        Hash32 first = send(SOMEBODY, PlayChain.DOLLAR, Amount.of(120), "gift");
        assertEquals(first, send(SOMEBODY, PlayChain.DOLLAR, Amount.of(120), "gift"));
        mined(first);
        Tokens tokens = new Tokens(chain.play().client());
        assertEquals(Amount.of(120), tokens.balance(PlayChain.DOLLAR, SOMEBODY, At.LATEST));
        assertEquals(Amount.of(380), balance(PlayChain.DOLLAR).wallet());
        assertEquals(
                Problem.Code.IDEMPOTENCY_CONFLICT,
                refused(() -> send(SOMEBODY, PlayChain.DOLLAR, Amount.of(121), "gift")));
        assertEquals(Problem.Code.BAD_REQUEST, refused(() -> send(COIN, COIN, Amount.of(1), "burn")));
    }

    private WalletView.Balance balance(Address token) {
        return desk.wallet().balances().stream()
                .filter(balance -> balance.token().address().equals(token))
                .findFirst()
                .orElseThrow();
    }

    private void deal(int id, Deals.Side side, Deals.Phase phase, Address token, long price, long at) {
        byte[] bytes = new byte[32];
        bytes[31] = (byte) id;
        deals.all.add(new Deals.Deal(
                Hash32.of(bytes),
                Hash32.ZERO,
                SOMEBODY,
                side,
                phase,
                "Deal " + id,
                token,
                Amount.of(price),
                Amount.of(price / 10),
                Amount.of(phase == Deals.Phase.RETURNED ? 7 : 0),
                at,
                null));
    }

    @Test
    void theBalanceAddsUpByMoneyAndByDay() {
        deposit(50);
        deal(1, Deals.Side.SOLD, Deals.Phase.PAID_OUT, COIN, 100, NOON);
        deal(2, Deals.Side.SOLD, Deals.Phase.PAID_OUT, COIN, 200, NOON + DAY);
        deal(3, Deals.Side.BOUGHT, Deals.Phase.PAID_OUT, COIN, 40, NOON + DAY);
        deal(4, Deals.Side.SOLD, Deals.Phase.OPEN, COIN, 1000, NOON);
        deal(5, Deals.Side.BOUGHT, Deals.Phase.OPEN, COIN, 30, NOON);
        deal(6, Deals.Side.BOUGHT, Deals.Phase.RETURNED, COIN, 500, NOON);
        deal(7, Deals.Side.SOLD, Deals.Phase.UNPAID, COIN, 900, NOON);
        deal(8, Deals.Side.SOLD, Deals.Phase.PAID_OUT, PlayChain.DOLLAR, 9, NOON);
        deals.reserved.put(COIN, Amount.of(20));
        BalanceSheet sheet = desk.balance();

        BalanceSheet.Sum coin = sheet.tokens().getFirst();
        assertEquals(COIN, coin.token().address());
        assertEquals(Amount.of(300 + 7 + 5), coin.earned());
        assertEquals(Amount.of(40 + 3), coin.spent());
        assertEquals(Amount.of(1000), coin.pending());
        assertEquals(Amount.of(100 + 30 + 20), coin.atRisk());
        assertEquals(Amount.of(30), coin.claimable(), "what offers need as bonds cannot be had");
        assertEquals(
                List.of(
                        part("data", 307, 1000, 150, 30, 40),
                        part("calls", 5, 0, 0, 0, 0),
                        part("fees", 0, 0, 0, 0, 3)),
                coin.sources());
        assertEquals(Amount.of(9), sheet.tokens().get(1).earned());
        assertEquals(
                List.of(
                        day("2023-11-15", COIN, share("data", 200, 40), share("calls", 5, 0)),
                        day("2023-11-14", COIN, share("data", 107, 0), share("fees", 0, 3)),
                        day("2023-11-14", PlayChain.DOLLAR, share("data", 9, 0))),
                sheet.days());
        assertEquals(Amount.of(100 + 30), balance(COIN).escrowed());
    }

    private static BalanceSheet.Part part(
            String source, long earned, long pending, long atRisk, long claimable, long spent) {
        return new BalanceSheet.Part(
                source,
                Amount.of(earned),
                Amount.of(pending),
                Amount.of(atRisk),
                Amount.of(claimable),
                Amount.of(spent));
    }

    private static BalanceSheet.Share share(String source, long earned, long spent) {
        return new BalanceSheet.Share(source, Amount.of(earned), Amount.of(spent));
    }

    private static BalanceSheet.Day day(String day, Address token, BalanceSheet.Share... shares) {
        return new BalanceSheet.Day(
                day,
                token,
                java.util.Arrays.stream(shares).map(BalanceSheet.Share::earned).reduce(Amount.ZERO, Amount::plus),
                java.util.Arrays.stream(shares).map(BalanceSheet.Share::spent).reduce(Amount.ZERO, Amount::plus),
                List.of(shares));
    }
}
