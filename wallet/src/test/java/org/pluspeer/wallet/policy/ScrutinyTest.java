package org.pluspeer.wallet.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.pluspeer.wallet.policy.Intents.CHAIN;
import static org.pluspeer.wallet.policy.Intents.COIN;
import static org.pluspeer.wallet.policy.Intents.EXCHANGE;
import static org.pluspeer.wallet.policy.Intents.EXCHANGE_DOMAIN;
import static org.pluspeer.wallet.policy.Intents.LISTING_DOMAIN;
import static org.pluspeer.wallet.policy.Intents.ME;
import static org.pluspeer.wallet.policy.Intents.OTHER;
import static org.pluspeer.wallet.policy.Intents.SELLER;
import static org.pluspeer.wallet.policy.Intents.TOKEN;
import static org.pluspeer.wallet.policy.Intents.TOKEN_DOMAIN;
import static org.pluspeer.wallet.policy.Intents.accept;
import static org.pluspeer.wallet.policy.Intents.authorization;
import static org.pluspeer.wallet.policy.Intents.call;
import static org.pluspeer.wallet.policy.Intents.onOffer;
import static org.pluspeer.wallet.policy.Intents.pay;
import static org.pluspeer.wallet.policy.Intents.payCoin;
import static org.pluspeer.wallet.policy.Intents.permit;
import static org.pluspeer.wallet.policy.Intents.say;
import static org.pluspeer.wallet.policy.Intents.to;
import static org.pluspeer.wallet.policy.Intents.transact;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip1559;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.policy.Intent.SignTyped;
import org.pluspeer.wallet.policy.Intent.Transact;

/** The owner has said yes to everything here; what is refused is refused all the same. */
class ScrutinyTest {
    private static final Amount MUCH = new Amount(BigInteger.TWO.pow(200));
    private static final Consent YES = new Consent(Map.of(TOKEN, MUCH, COIN, MUCH), MUCH);
    private static final Rules RULES = Rules.cautious(CHAIN, Set.of(ME), Set.of(EXCHANGE));
    private static final BigInteger MAX = Amount.MAX_UNITS;

    private static Rule rule(Intent intent) {
        Decision decision = new Policy(RULES).decide(intent, YES, Spent.nothing(0), 0);
        if (decision instanceof Decision.NeedsApproval) {
            throw new AssertionError("not asked for here");
        }
        return decision.rule();
    }

    @Test
    void honest_payments_pass() {
        assertEquals(Rule.OWNER_CONSENT, rule(pay(5)));
        assertEquals(Rule.OWNER_CONSENT, rule(payCoin(5)));
        assertEquals(Rule.OWNER_CONSENT, rule(accept(5, to(SELLER, TOKEN, 5))));
        assertEquals(Rule.OWNER_CONSENT, rule(permit(EXCHANGE, BigInteger.TEN, to(SELLER, TOKEN, 10))));
        assertEquals(
                Rule.OWNER_CONSENT, rule(authorization("ReceiveWithAuthorization", EXCHANGE, 5, to(SELLER, TOKEN, 5))));
        assertEquals(
                Rule.OWNER_CONSENT, rule(authorization("TransferWithAuthorization", OTHER, 5, to(OTHER, TOKEN, 5))));
        assertEquals(
                Rule.OWNER_CONSENT,
                rule(transact(
                        Purpose.BOND_DEPOSIT,
                        EXCHANGE,
                        0,
                        call("deposit(address,uint256)", TOKEN, 5L),
                        to(EXCHANGE, TOKEN, 5))));
        assertEquals(
                Rule.OWNER_CONSENT,
                rule(transact(
                        Purpose.BOND_DEPOSIT,
                        EXCHANGE,
                        5,
                        call("deposit(address,uint256)", COIN, 5L),
                        to(EXCHANGE, COIN, 5))));
        assertEquals(
                Rule.OWNER_CONSENT,
                rule(transact(
                        Purpose.APPROVE_TOKEN,
                        TOKEN,
                        0,
                        call("approve(address,uint256)", EXCHANGE, 5L),
                        to(EXCHANGE, TOKEN, 5))));
        assertEquals(
                Rule.OWNER_CONSENT,
                rule(transact(
                        Purpose.WITHDRAW,
                        EXCHANGE,
                        0,
                        call("withdraw(address,uint256,address)", TOKEN, 5L, OTHER),
                        to(OTHER, TOKEN, 5))));
    }

    @ParameterizedTest
    @CsvSource({
        "REVEAL, 'reveal(%s,bytes32)'",
        "SUBMIT_RELEASE, 'release(%s,bytes)'",
        "SETTLE, 'settle(%s)'",
        "REFUND, 'refund(%s)'",
        "COMPLAIN, 'complain(%s,bytes32,uint64,bytes32,bytes)'",
        "SUBMIT_RELEASE, 'releaseMany(%s[],bytes[])'",
        "REVEAL, 'revealSigned(%s,bytes32,bytes)'",
        "SETTLE, 'settleMany(%s[])'",
        "SETTLE, 'forward(bytes32,address)'",
        "REVOKE_DELEGATES, 'raiseEpoch()'",
        "COMPLAIN, 'complainMask(%s,bytes32,bytes32)'"
    })
    void calls_that_guard_money_need_nobody(Purpose purpose, String function) {
        byte[] data = onOffer(function, 5);
        Policy policy = new Policy(RULES);
        Decision decision =
                policy.decide(transact(purpose, EXCHANGE, 0, data, List.of()), Consent.none(), Spent.nothing(0), 0);
        assertEquals(Rule.PROTECTIVE, decision.rule());
        Spent gasGone = Spent.nothing(0).plus(Asker.OWNER, List.of(), Rules.DEFAULT_GAS_PER_DAY, 0);
        Decision late = policy.decide(transact(purpose, EXCHANGE, 0, data, List.of()), Consent.none(), gasGone, 0);
        assertEquals(Rule.PROTECTIVE, late.rule(), "no cap on gas stands before a deadline");
        assertEquals(Rule.UNSTATED_SPEND, rule(transact(purpose, EXCHANGE, 1, data, List.of())));
        assertEquals(Rule.FOREIGN_CONTRACT, rule(transact(purpose, OTHER, 0, data, List.of())));
        for (Purpose other : EnumSet.complementOf(EnumSet.of(purpose))) {
            Decision.Refused refused = assertInstanceOf(
                    Decision.Refused.class,
                    policy.decide(transact(other, EXCHANGE, 0, data, List.of()), YES, Spent.nothing(0), 0));
            // Contracts are made at one address, and the exchange is not it.
            Rule rule = other == Purpose.DEPLOY ? Rule.FOREIGN_CONTRACT : Rule.NOT_AS_STATED;
            assertEquals(rule, refused.rule(), other.name());
        }
    }

    @Test
    void taking_ones_own_money_out_needs_nobody() {
        byte[] data = call("withdraw(address,uint256,address)", TOKEN, 5L, ME);
        Decision decision = new Policy(RULES)
                .decide(transact(Purpose.WITHDRAW, EXCHANGE, 0, data, List.of()), Consent.none(), Spent.nothing(0), 0);
        assertEquals(Rule.PROTECTIVE, decision.rule());
    }

    @ParameterizedTest
    @CsvSource({"NODE_KEY, NodeKey", "LISTING, Listing", "REVOCATION, Revocation", "OFFER, Offer", "RELEASE, Release"})
    void statements_are_signed_in_their_own_domain_alone(Purpose purpose, String struct) {
        Eip712.Domain domain = domain(purpose);
        assertEquals(Rule.PROTECTIVE, rule(say(purpose, domain, struct)));
        assertEquals(Rule.NOT_AS_STATED, rule(say(purpose, domain, "Permit")));
        assertEquals(Rule.NOT_AS_STATED, rule(say(purpose, TOKEN_DOMAIN, struct)));
        for (Purpose other : EnumSet.complementOf(EnumSet.of(purpose))) {
            assertEquals(Rule.NOT_AS_STATED, rule(say(other, domain, struct)), other.name());
        }
    }

    private static Eip712.Domain domain(Purpose purpose) {
        if (purpose == Purpose.NODE_KEY) {
            return new Eip712.Domain("Peer", "1", null, null);
        }
        boolean listing = purpose == Purpose.LISTING || purpose == Purpose.REVOCATION;
        return listing ? LISTING_DOMAIN : EXCHANGE_DOMAIN;
    }

    @Test
    void another_chain_is_refused() {
        Eip1559 elsewhere = new Eip1559(1, 0, Amount.ZERO, Amount.ZERO, 21_000, SELLER, Amount.of(5), new byte[0]);
        assertEquals(Rule.FOREIGN_CHAIN, rule(new Transact(Purpose.TRANSFER, elsewhere, to(SELLER, COIN, 5))));
        assertEquals(
                Rule.FOREIGN_CHAIN,
                rule(say(Purpose.OFFER, new Eip712.Domain("Peer FairExchange", "1", 1L, EXCHANGE), "Offer")));
        assertEquals(
                Rule.FOREIGN_CHAIN,
                rule(say(Purpose.OFFER, new Eip712.Domain("Peer FairExchange", "1", null, EXCHANGE), "Offer")));
        SignTyped permit = permit(EXCHANGE, BigInteger.TEN, to(SELLER, TOKEN, 10));
        assertEquals(
                Rule.FOREIGN_CHAIN,
                rule(new SignTyped(
                        Purpose.PERMIT,
                        new Eip712.Domain("Play Dollar (no value)", "1", 5L, TOKEN),
                        permit.message(),
                        permit.spends())));
    }

    @Test
    void another_contract_is_refused() {
        assertEquals(
                Rule.FOREIGN_CONTRACT,
                rule(say(Purpose.OFFER, new Eip712.Domain("Peer FairExchange", "1", CHAIN, OTHER), "Offer")));
        assertEquals(
                Rule.FOREIGN_CONTRACT,
                rule(say(Purpose.LISTING, new Eip712.Domain("Peer Listing", "1", CHAIN, null), "Listing")));
        assertEquals(Rule.FOREIGN_CONTRACT, rule(permit(OTHER, BigInteger.TEN, to(SELLER, TOKEN, 10))));
        assertEquals(
                Rule.FOREIGN_CONTRACT,
                rule(transact(
                        Purpose.APPROVE_TOKEN,
                        TOKEN,
                        0,
                        call("approve(address,uint256)", OTHER, 5L),
                        to(OTHER, TOKEN, 5))));
    }

    @Test
    void an_allowance_without_an_end_is_refused() {
        Amount all = new Amount(MAX);
        List<Intent.Spend> stated = List.of(new Intent.Spend(SELLER, TOKEN, all));
        assertEquals(Rule.UNLIMITED_ALLOWANCE, rule(permit(EXCHANGE, MAX, stated)));
        assertEquals(Rule.UNLIMITED_ALLOWANCE, rule(permit(EXCHANGE, BigInteger.TWO.pow(128), stated)));
        assertEquals(
                Rule.UNLIMITED_ALLOWANCE,
                rule(transact(
                        Purpose.APPROVE_TOKEN, TOKEN, 0, call("approve(address,uint256)", EXCHANGE, MAX), stated)));
    }

    @Test
    void money_that_is_not_stated_is_refused() {
        byte[] transfer = call("transfer(address,uint256)", SELLER, 6L);
        assertEquals(Rule.UNSTATED_SPEND, rule(transact(Purpose.TRANSFER, TOKEN, 0, transfer, to(SELLER, TOKEN, 5))));
        assertEquals(Rule.UNSTATED_SPEND, rule(transact(Purpose.TRANSFER, TOKEN, 0, transfer, to(OTHER, TOKEN, 6))));
        assertEquals(Rule.UNSTATED_SPEND, rule(transact(Purpose.TRANSFER, TOKEN, 0, transfer, to(SELLER, COIN, 6))));
        assertEquals(Rule.UNSTATED_SPEND, rule(transact(Purpose.TRANSFER, TOKEN, 0, transfer, List.of())));
        assertEquals(
                Rule.UNSTATED_SPEND, rule(transact(Purpose.TRANSFER, SELLER, 6, new byte[0], to(SELLER, COIN, 5))));
        assertEquals(Rule.UNSTATED_SPEND, rule(accept(6, to(SELLER, TOKEN, 5))));
        assertEquals(Rule.UNSTATED_SPEND, rule(accept(6, List.of())));
        assertEquals(
                Rule.UNSTATED_SPEND,
                rule(transact(Purpose.ACCEPT, EXCHANGE, 7, onOffer("accept(%s,bytes)", 5), to(SELLER, TOKEN, 5))));
        assertEquals(Rule.UNSTATED_SPEND, rule(permit(EXCHANGE, BigInteger.TEN, to(SELLER, TOKEN, 9))));
        assertEquals(
                Rule.UNSTATED_SPEND,
                rule(authorization("ReceiveWithAuthorization", EXCHANGE, 6, to(SELLER, TOKEN, 5))));
        assertEquals(
                Rule.UNSTATED_SPEND, rule(authorization("TransferWithAuthorization", OTHER, 5, to(SELLER, TOKEN, 5))));
        assertEquals(
                Rule.UNSTATED_SPEND,
                rule(transact(
                        Purpose.WITHDRAW,
                        EXCHANGE,
                        0,
                        call("withdraw(address,uint256,address)", TOKEN, 5L, OTHER),
                        List.of())));
        assertEquals(
                Rule.UNSTATED_SPEND,
                rule(transact(
                        Purpose.BOND_DEPOSIT, EXCHANGE, 0, call("deposit(address,uint256)", TOKEN, 5L), List.of())));
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void money_is_not_moved_under_another_name(Purpose purpose) {
        List<Intent.Spend> stated = to(OTHER, TOKEN, 5);
        byte[] approve = call("approve(address,uint256)", EXCHANGE, 5L);
        byte[] pull = call("transferFrom(address,address,uint256)", ME, OTHER, 5L);
        byte[] withdraw = call("withdraw(address,uint256,address)", TOKEN, 5L, OTHER);
        if (purpose != Purpose.APPROVE_TOKEN) {
            refused(transact(purpose, TOKEN, 0, approve, stated));
        }
        if (purpose != Purpose.WITHDRAW) {
            refused(transact(purpose, EXCHANGE, 0, withdraw, stated));
        }
        refused(transact(purpose, TOKEN, 0, pull, stated));
        refused(transact(purpose, EXCHANGE, 0, new byte[] {1, 2, 3}, stated));
    }

    private static void refused(Intent intent) {
        assertInstanceOf(
                Decision.Refused.class,
                new Policy(RULES).decide(intent, YES, Spent.nothing(0), 0),
                intent.purpose().name());
    }

    @Test
    void data_that_is_cut_short_is_refused() {
        byte[] data = onOffer("accept(%s,bytes)", 5);
        assertEquals(
                Rule.NOT_AS_STATED,
                rule(transact(
                        Purpose.ACCEPT, EXCHANGE, 0, Arrays.copyOf(data, 4 + 5 * 32 + 31), to(SELLER, TOKEN, 5))));
        assertEquals(
                Rule.NOT_AS_STATED,
                rule(transact(
                        Purpose.TRANSFER,
                        TOKEN,
                        0,
                        Arrays.copyOf(call("transfer(address,uint256)", SELLER, 5L), 67),
                        to(SELLER, TOKEN, 5))));
    }

    @Test
    void an_address_with_dirt_above_it_is_none() {
        BigInteger dirty = new BigInteger(1, SELLER.bytes()).add(BigInteger.TWO.pow(160));
        assertEquals(
                Rule.NOT_AS_STATED,
                rule(transact(
                        Purpose.TRANSFER,
                        TOKEN,
                        0,
                        call("transfer(address,uint256)", dirty, 5L),
                        to(SELLER, TOKEN, 5))));
    }

    @Test
    void code_goes_to_the_deployment_proxy_only_and_takes_no_coin_along() {
        Address proxy = Address.parse("0x4e59b44847b379578588920cA78FbF26c0B4956C");
        byte[] code = new byte[33];
        assertInstanceOf(
                Decision.Allowed.class,
                new Policy(RULES)
                        .decide(transact(Purpose.DEPLOY, proxy, 0, code, List.of()), YES, Spent.nothing(0), 0));
        assertEquals(Rule.FOREIGN_CONTRACT, rule(transact(Purpose.DEPLOY, EXCHANGE, 0, code, List.of())));
        assertEquals(Rule.NOT_AS_STATED, rule(transact(Purpose.DEPLOY, proxy, 1, code, to(proxy, COIN, 1))));
        assertEquals(Rule.NOT_AS_STATED, rule(transact(Purpose.DEPLOY, proxy, 0, new byte[32], List.of())));
    }

    private static Intent collecting(Address payer, Address payee, long value) {
        byte[] data = call(
                "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)",
                payer,
                payee,
                5L,
                0L,
                9L,
                1L,
                27L,
                1L,
                1L);
        return transact(Purpose.COLLECT_PAYMENT, TOKEN, value, data, List.of());
    }

    @Test
    void only_payments_to_ones_own_accounts_are_collected() {
        assertEquals(Rule.PROTECTIVE, rule(collecting(SELLER, ME, 0)));
        assertEquals(Rule.NOT_AS_STATED, rule(collecting(SELLER, OTHER, 0)));
        assertEquals(Rule.NOT_AS_STATED, rule(collecting(ME, SELLER, 0)));
        assertEquals(Rule.NOT_AS_STATED, rule(collecting(SELLER, ME, 1)));
        byte[] transfer = call("transfer(address,uint256)", ME, 5L);
        assertEquals(Rule.NOT_AS_STATED, rule(transact(Purpose.COLLECT_PAYMENT, TOKEN, 0, transfer, List.of())));
    }

    @Test
    void no_contract_is_created() {
        Eip1559 creation = new Eip1559(CHAIN, 0, Amount.ZERO, Amount.ZERO, 21_000, null, Amount.ZERO, new byte[] {1});
        assertEquals(Rule.NOT_AS_STATED, rule(new Transact(Purpose.TRANSFER, creation, List.of())));
    }
}
