package org.pluspeer.node.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.approval.Signers;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.chain.Anvils;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.Await;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.ChainFollower;
import org.pluspeer.node.chain.CursorFile;
import org.pluspeer.node.chain.Exchange;
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
import org.pluspeer.wallet.policy.Policy;
import org.pluspeer.wallet.policy.Rules;
import org.pluspeer.wallet.spend.Quantity;

/** Quotes, and what sending then does, on a real chain. */
class QuotingTest {
    private static final Address COIN = Address.ZERO;
    private static final Address ANN = Address.parse("0xaaaa0000000000000000000000000000000000aa");
    private static final Address TWIN = Address.parse("0xaaaa0000000000000000000000000000100000aa");

    private final LocalChain chain;
    private final ChainClient client;
    private final LocalSigner signer;
    private final Journal journal;
    private final ChainFollower follower;
    private final TransactionDesks desks;
    private final AddressBook contacts;
    private final SpendDesk spending;
    private final RequestDesk requests;

    QuotingTest(@TempDir Path directory) {
        chain = Anvils.start(directory.resolve("chain"));
        client = chain.play().client();
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        signer = LocalSigner.taking(key);
        journal = Journal.open(directory.resolve("journal"), batch -> {});
        Rules rules = Rules.cautious(chain.chainId(), Set.of(signer.address()), Set.of(Exchange.ADDRESS));
        SigningDesk signing = new SigningDesk(new Policy(rules), Signers.only(signer), journal, InstantSource.system());
        follower = new ChainFollower(
                client,
                Exchange.on(client),
                new CursorFile(directory.resolve("cursor")),
                ChainFollower.Settings.local());
        desks = new TransactionDesks(
                new TransactionDesk.Office(client, signing, journal, NAKED, InstantSource.system(), follower::ring),
                TransactionDesk.Settings.standard());
        follower.follow(desks);
        Tokens tokens = new Tokens(client);
        TokenBook book = new TokenBook(tokens, List.of(PlayChain.DOLLAR), true);
        OwnAccounts accounts = OwnAccounts.only(signer.address());
        contacts = new AddressBook(journal, InstantSource.system(), book);
        Payees payees = new Payees(accounts, contacts, desks, book);
        spending = new SpendDesk(
                accounts, book, tokens, desks, new Quoting(client, book, tokens, accounts, payees), payees);
        requests = new RequestDesk(chain.chainId(), accounts, book, payees);
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

    @BeforeEach
    void begin() {
        chain.play().give(signer.address(), Amount.parseDecimal("1", 18), Amount.of(500));
        follower.start();
        desks.start();
    }

    @AfterEach
    void end() {
        follower.close();
        desks.close();
        journal.close();
        signer.close();
        chain.close();
    }

    private static SpendOrder order(Address to, Address token, String amount) {
        return new SpendOrder(null, to, token, Quantity.parse(amount), "fast");
    }

    private QuoteView quote(Address to, Address token, String amount) {
        return spending.quote(order(to, token, amount));
    }

    private void pay(Address to, Address token, String amount, String key) {
        Hash32 hash = spending.send(order(to, token, amount), key, Asker.OWNER);
        assertTrue(Await.until(() -> client.receipt(hash).isPresent()));
    }

    private static QuoteView.Presets fees(QuoteView quote) {
        return java.util.Objects.requireNonNull(quote.fees());
    }

    private static List<String> codes(QuoteView quote) {
        return quote.warnings().stream().map(QuoteView.Warning::code).toList();
    }

    private static Code refused(Executable call) {
        return assertThrows(ProblemException.class, call).problem().code();
    }

    @Test
    void aPaymentThatWorksIsFineAndAddsUp() {
        QuoteView quote = quote(ANN, PlayChain.DOLLAR, "120");
        assertEquals("fine", quote.check());
        assertNull(quote.reason());
        assertEquals(Amount.of(120), quote.send().getFirst().amount());
        assertEquals(List.of(), quote.get());
        assertEquals(Amount.of(380), quote.after().getFirst().amount());
        QuoteView.Presets fees = fees(quote);
        Amount coin = client.balance(signer.address(), At.LATEST);
        assertEquals(coin.minus(fees.fast().most()), quote.after().get(1).amount());
        assertFalse(fees.normal().most().isLessThan(fees.slow().most()));
        assertFalse(fees.fast().most().isLessThan(fees.normal().most()));
        assertTrue(fees.fast().cost().isLessThan(fees.fast().most()));
        assertEquals(List.of("first_payment"), codes(quote));
        pay(ANN, PlayChain.DOLLAR, "120", "gift");
        assertFalse(client.balance(signer.address(), At.LATEST)
                .isLessThan(quote.after().get(1).amount()));
        assertEquals(List.of(), codes(quote(ANN, PlayChain.DOLLAR, "1")));
    }

    @Test
    void whatTheChainWouldRefuseIsRefusedWithWhy() {
        QuoteView tooMuch = quote(ANN, PlayChain.DOLLAR, "501");
        assertEquals("refused", tooMuch.check());
        assertEquals("the account holds less than that", tooMuch.reason());
        QuoteView exchange = quote(Exchange.ADDRESS, COIN, "5");
        assertEquals("refused", exchange.check());
        assertTrue(String.valueOf(exchange.reason()).startsWith("the receiver refuses it"), exchange.reason());
        assertTrue(codes(exchange).contains("contract"), codes(exchange).toString());
    }

    @Test
    void allOfTheCoinLeavesWhatItsGasCanCost() {
        QuoteView quote = quote(ANN, COIN, "all");
        assertEquals("fine", quote.check(), quote.reason());
        Amount held = client.balance(signer.address(), At.LATEST);
        assertEquals(
                held, quote.send().getFirst().amount().plus(fees(quote).fast().most()));
        assertTrue(codes(quote).contains("whole_balance"));
        pay(ANN, COIN, "all", "everything");
        assertTrue(client.balance(signer.address(), At.LATEST)
                .isLessThan(fees(quote).fast().most()));
        Hash32 again = spending.send(order(ANN, COIN, "all"), "everything", Asker.OWNER);
        assertEquals(1, client.nonce(signer.address(), false), "asked again, it is the same one: " + again);
    }

    @Test
    void allOfATokenIsAllOfIt() {
        pay(ANN, PlayChain.DOLLAR, "all", "dollars");
        assertEquals(Amount.of(500), new Tokens(client).balance(PlayChain.DOLLAR, ANN, At.LATEST));
        assertEquals(
                "the account holds none of it",
                quote(ANN, PlayChain.DOLLAR, "1").reason());
    }

    @Test
    void whoLooksLikeSomebodyKnownIsNamed() {
        contacts.put(ANN, "Ann", "");
        QuoteView quote = quote(TWIN, COIN, "1");
        assertEquals(List.of("first_payment", "look_alike"), codes(quote));
        assertTrue(
                quote.warnings().get(1).text().contains("Ann"), quote.warnings().toString());
        assertEquals("Ann", quote(ANN, COIN, "1").to().name());
        assertEquals(List.of("first_payment"), codes(quote(ANN, COIN, "1")));
    }

    @Test
    void aTokensOwnContractIsNoPayee() {
        assertTrue(codes(quote(PlayChain.DOLLAR, PlayChain.DOLLAR, "1")).contains("token_contract"));
        assertEquals(
                Code.BAD_REQUEST,
                refused(() -> spending.send(order(PlayChain.DOLLAR, PlayChain.DOLLAR, "1"), "burn", Asker.OWNER)));
        assertEquals(Code.BAD_REQUEST, refused(() -> quote(Address.ZERO, COIN, "1")));
        assertEquals(Code.BAD_REQUEST, refused(() -> quote(ANN, COIN, "0")));
        assertEquals(Code.NOT_FOUND, refused(() -> quote(ANN, ANN, "1")));
        assertEquals(
                Code.NOT_FOUND,
                refused(() -> spending.quote(new SpendOrder(ANN, TWIN, COIN, Quantity.parse("1"), null))),
                "an account of somebody else's");
    }

    @Test
    void aProgramsOrderIsNoYesToItself() {
        assertEquals(
                Code.REFUSED_BY_POLICY,
                refused(() -> spending.send(order(ANN, COIN, "5"), "app", new Asker.App("till"))));
        assertEquals(0, client.nonce(signer.address(), true));
    }

    @Test
    void aRequestIsWrittenAndReadAndAForeignOneRefused() {
        RequestDesk.Written written = requests.write(Optional.empty(), PlayChain.DOLLAR, Optional.of(Amount.of(42)));
        RequestDesk.Read read = requests.read(written.uri());
        assertEquals(signer.address(), read.to());
        assertEquals("PLAY", read.token().symbol());
        assertEquals(Amount.of(42), read.amount());
        assertEquals(ANN, requests.read(ANN.checksummed()).to());
        long other = chain.chainId() + 1;
        assertEquals(Code.CHAIN_MISMATCH, refused(() -> requests.read("ethereum:" + ANN + "@" + other)));
        assertEquals(Code.REQUEST_INVALID, refused(() -> requests.read("bitcoin:xyz")));
        assertEquals(Code.NOT_FOUND, refused(() -> requests.read("ethereum:" + ANN + "/transfer?address=" + TWIN)));
    }
}
