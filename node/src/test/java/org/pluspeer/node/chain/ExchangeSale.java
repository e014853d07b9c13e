package org.pluspeer.node.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.sale.How;
import org.pluspeer.market.sale.Offer;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.ExchangeEvent.Accepted;
import org.pluspeer.node.chain.ExchangeEvent.Deposited;
import org.pluspeer.node.chain.ExchangeEvent.Ended;
import org.pluspeer.node.chain.ExchangeEvent.Revealed;
import org.pluspeer.node.chain.ExchangeEvent.Withdrawn;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip3009;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;

/** The same sale on both chains, through the calls, the reads and the events. */
abstract class ExchangeSale {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Amount PRICE = Amount.of(4_000_000);
    private static final Amount BOND = Amount.of(1_000_000);
    private static final Hash32 KEY = Keccak.hash(new byte[] {7});

    private final Path directory;

    ExchangeSale(Path directory) {
        this.directory = directory;
    }

    abstract PlayChain chain();

    @Test
    void aSaleIsAcceptedRevealedAndSettled() {
        PlayChain chain = chain();
        Exchange exchange = Exchange.on(chain.client());
        try (TestWallet seller = new TestWallet(chain, directory.resolve("seller")).go();
                TestWallet buyer = new TestWallet(chain, directory.resolve("buyer")).go()) {
            for (TestWallet wallet : List.of(seller, buyer)) {
                chain.give(wallet.account(), Amount.parseDecimal("1", 18), Amount.of(10_000_000));
            }
            long from = chain.client().head().number() + 1;
            deposit(chain, seller);
            assertEquals(BOND, exchange.ledger(seller.account(), PlayChain.DOLLAR, At.LATEST));

            Offer offer = offer(chain, seller.account(), buyer.account());
            Hash32 id = offer.id(chain.chainId(), Exchange.ADDRESS);
            assertEquals(id, exchange.offerId(offer));
            assertEquals(new Exchange.Standing(Exchange.State.NONE, 0), exchange.saleOf(id));

            BlockRef before = chain.client().head();
            accept(chain, seller, buyer, offer, id);
            checkFinality(chain, exchange, id, before);
            assertEquals(PRICE.plus(BOND), exchange.escrowed(PlayChain.DOLLAR, At.LATEST));
            assertEquals(Exchange.State.ACCEPTED, exchange.saleOf(id).state());

            send(seller, "reveal", Purpose.REVEAL, Exchange.ADDRESS, ExchangeCalls.reveal(offer, KEY), List.of());
            long disputeBy = exchange.saleOf(id).deadline();
            ProblemException early = assertThrows(
                    ProblemException.class,
                    () -> send(
                            seller, "early", Purpose.SETTLE, Exchange.ADDRESS, ExchangeCalls.settle(offer), List.of()));
            assertEquals(Code.TRANSACTION_FAILED, early.problem().code());
            assertTrue(
                    early.problem().detail().contains("TooEarly"),
                    early.problem().detail());

            chain.increaseTime(disputeBy - chain.client().head().time() + 1);
            send(seller, "settle", Purpose.SETTLE, Exchange.ADDRESS, ExchangeCalls.settle(offer), List.of());
            Amount earned = PRICE.plus(BOND);
            send(
                    seller,
                    "withdraw",
                    Purpose.WITHDRAW,
                    Exchange.ADDRESS,
                    ExchangeCalls.withdraw(PlayChain.DOLLAR, earned, seller.account()),
                    List.of(new Intent.Spend(seller.account(), PlayChain.DOLLAR, earned)));
            checkEvents(exchange, chain, from, id, seller.account(), buyer.account());
        }
    }

    /** Asked at a block: by the state there, and where that is not kept by what was written. */
    private static void checkFinality(PlayChain chain, Exchange exchange, Hash32 id, BlockRef before) {
        // Not the head: blocks are mined on top until it is final.
        long begun = exchange.events(before.number() + 1, chain.client().head().number()).orElseThrow().stream()
                .filter(Accepted.class::isInstance)
                .mapToLong(event -> event.origin().block())
                .findFirst()
                .orElseThrow();
        BlockRef after = chain.client().block(begun).orElseThrow();
        BlockRef elsewhere = new BlockRef(
                after.number(), Keccak.hash(new byte[] {9}), after.parent(), after.time(), after.baseFee(), 1);
        try (Unreachable forgetful = new Unreachable(chain.client())) {
            forgetful.forgetOldState();
            for (Exchange asked : List.of(exchange, Exchange.on(forgetful))) {
                assertFalse(asked.hadBegun(id, before, after.number()), "not yet");
                assertTrue(asked.hadBegun(id, after, after.number()));
                assertFalse(asked.hadBegun(id, elsewhere, after.number()), "not on another branch");
                assertFalse(asked.hadBegun(Keccak.hash(new byte[] {3}), after, after.number()), "not another sale");
            }
        }
    }

    private static void checkEvents(
            Exchange exchange, PlayChain chain, long from, Hash32 id, Address seller, Address buyer) {
        List<ExchangeEvent> events =
                exchange.events(from, chain.client().head().number()).orElseThrow();
        assertEquals(5, events.size(), events.toString());
        Deposited deposited = assertInstanceOf(Deposited.class, events.get(0));
        assertEquals(BOND, deposited.amount());
        assertEquals(seller, deposited.account());
        Accepted accepted = assertInstanceOf(Accepted.class, events.get(1));
        assertEquals(id, accepted.offerId());
        assertEquals(buyer, accepted.buyer());
        assertEquals(accepted.origin().time() + Offer.MIN_WINDOW, accepted.revealBy());
        Revealed revealed = assertInstanceOf(Revealed.class, events.get(2));
        assertEquals(KEY, revealed.z());
        assertEquals(How.SETTLED, assertInstanceOf(Ended.class, events.get(3)).how());
        Withdrawn withdrawn = assertInstanceOf(Withdrawn.class, events.get(4));
        assertEquals(PRICE.plus(BOND), withdrawn.amount());
        BlockRef block = chain.client().block(withdrawn.origin().block()).orElseThrow();
        assertEquals(block.hash(), withdrawn.origin().blockHash());
        assertEquals(block.time(), withdrawn.origin().time());
    }

    private static void deposit(PlayChain chain, TestWallet seller) {
        Intent.Spend bond = new Intent.Spend(Exchange.ADDRESS, PlayChain.DOLLAR, BOND);
        send(
                seller,
                "approve",
                Purpose.APPROVE_TOKEN,
                PlayChain.DOLLAR,
                Tokens.approve(Exchange.ADDRESS, BOND),
                List.of(bond));
        assertEquals(BOND, new Tokens(chain.client()).allowance(PlayChain.DOLLAR, seller.account(), Exchange.ADDRESS));
        send(
                seller,
                "deposit",
                Purpose.BOND_DEPOSIT,
                Exchange.ADDRESS,
                ExchangeCalls.deposit(PlayChain.DOLLAR, BOND),
                List.of(bond));
    }

    /** By an authorisation: no allowance, one transaction. */
    private static void accept(PlayChain chain, TestWallet seller, TestWallet buyer, Offer offer, Hash32 id) {
        Tokens tokens = new Tokens(chain.client());
        Token dollar = tokens.find(PlayChain.DOLLAR).orElseThrow();
        assertTrue(dollar.authorizations());
        Intent.Spend spend = new Intent.Spend(seller.account(), PlayChain.DOLLAR, PRICE);
        long before = chain.client().head().time() + 3600;
        Signature authorization = buyer.signing()
                .sign(
                        new Intent.SignTyped(
                                Purpose.PAYMENT_AUTHORIZATION,
                                dollar.signingDomain().orElseThrow(),
                                Eip3009.receiveWithAuthorization(
                                        buyer.account(), Exchange.ADDRESS, PRICE, 0, before, id),
                                List.of(spend)),
                        Consent.none());
        Signature offered = seller.signing()
                .sign(
                        new Intent.SignTyped(
                                Purpose.OFFER,
                                Offer.domain(chain.chainId(), Exchange.ADDRESS),
                                offer.struct(),
                                List.of()),
                        Consent.none());
        assertFalse(tokens.isAuthorizationUsed(PlayChain.DOLLAR, buyer.account(), id));
        byte[] data = ExchangeCalls.acceptWithAuthorization(offer, offered.bytes(), 0, before, authorization);
        send(buyer, "accept", Purpose.ACCEPT, Exchange.ADDRESS, data, List.of(spend));
        assertTrue(tokens.isAuthorizationUsed(PlayChain.DOLLAR, buyer.account(), id));
    }

    private static void send(
            TestWallet wallet, String key, Purpose purpose, Address to, byte[] data, List<Intent.Spend> spends) {
        wallet.desk().submit(new TransactionDesk.Request(key, purpose, to, Amount.ZERO, data, spends, Consent.none()));
        Outcome outcome = wallet.desk().await(key, LIMIT);
        assertEquals(Outcome.Status.SUCCEEDED, outcome.status(), key + ": " + outcome);
        assertTrue(outcome.gasUsed() > 21_000, outcome.toString());
    }

    private static Offer offer(PlayChain chain, Address seller, Address buyer) {
        Hash32 some = Keccak.hash(new byte[] {1});
        return new Offer(
                seller,
                buyer,
                buyer,
                PlayChain.DOLLAR,
                seller.padded(),
                PRICE,
                BOND,
                Amount.of(500_000),
                chain.client().head().time() + 3600,
                Offer.MIN_WINDOW,
                Offer.MIN_WINDOW,
                some,
                some,
                5000,
                2048,
                some,
                Keccak.hash(KEY.bytes()),
                Hash32.ZERO,
                Keccak.hash(new byte[] {2}));
    }
}
