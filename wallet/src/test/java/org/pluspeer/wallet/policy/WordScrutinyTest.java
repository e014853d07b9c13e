package org.pluspeer.wallet.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.pluspeer.wallet.policy.Intents.CHAIN;
import static org.pluspeer.wallet.policy.Intents.EXCHANGE;
import static org.pluspeer.wallet.policy.Intents.ME;
import static org.pluspeer.wallet.policy.Intents.OTHER;
import static org.pluspeer.wallet.policy.Intents.TOKEN;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.wallet.Arbitraries;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip1559;
import org.pluspeer.wallet.eth.Eip7702;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.eth.Siwe;
import org.pluspeer.wallet.eth.TypedData;
import org.pluspeer.wallet.policy.Intent.Delegate;
import org.pluspeer.wallet.policy.Intent.SignIn;
import org.pluspeer.wallet.policy.Intent.SignText;
import org.pluspeer.wallet.policy.Intent.SignTypedData;
import org.pluspeer.wallet.policy.Intent.Transact;

class WordScrutinyTest {
    private static final Policy POLICY = new Policy(Rules.cautious(CHAIN, Set.of(ME), Set.of(EXCHANGE)));
    private static final Amount GWEI = Amount.of(1_000_000_000);

    private static Rule refused(Intent intent) {
        Decision decision = POLICY.decide(intent, Consent.to(intent.digest()), Spent.nothing(0), 0);
        return assertInstanceOf(Decision.Refused.class, decision).rule();
    }

    /** Asked for without the owner's yes, with a yes to something else, and with it. */
    private static void assertAskedAndThenSigned(Intent intent) {
        for (Consent no : List.of(Consent.none(), Consent.to(Hash32.ZERO))) {
            Decision asked = POLICY.decide(intent, no, Spent.nothing(0), 0);
            assertEquals(
                    Rule.FOREIGN_WORDS,
                    assertInstanceOf(Decision.NeedsApproval.class, asked).rule());
        }
        Decision said = POLICY.decide(intent, Consent.to(intent.digest()), Spent.nothing(0), 0);
        assertEquals(Rule.OWNER_CONSENT, said.rule());
        assertEquals(
                intent,
                assertInstanceOf(Decision.Allowed.class, said).approved().intent());
    }

    private static SignTypedData typed(String name, Map<String, Object> more, String primaryType) {
        Map<String, Object> domain = new HashMap<>(more);
        domain.put("name", name);
        return new SignTypedData(TypedData.of(Map.of(primaryType, List.of()), primaryType, domain, Map.of()));
    }

    private static SignIn login(Address who, long chainId) {
        return new SignIn(Siwe.of("a.b", who, "https://a.b", chainId, "abcd1234", "2026-11-22T14:30:00Z"));
    }

    @Test
    void words_of_others_are_the_owners_to_judge() {
        assertAskedAndThenSigned(new SignText("hello".getBytes(UTF_8)));
        assertAskedAndThenSigned(typed("Ether Mail", Map.of("chainId", CHAIN), "Mail"));
        assertAskedAndThenSigned(typed("Ether Mail", Map.of(), "Mail"));
        assertAskedAndThenSigned(login(ME, CHAIN));
        assertAskedAndThenSigned(new Delegate(new Eip7702.Authorization(CHAIN, OTHER, 0)));
    }

    @Test
    void another_chain_is_refused() {
        assertEquals(Rule.FOREIGN_CHAIN, refused(typed("Ether Mail", Map.of("chainId", CHAIN + 1), "Mail")));
        assertEquals(
                Rule.FOREIGN_CHAIN, refused(typed("Ether Mail", Map.of("chainId", "0x1" + "0".repeat(20)), "Mail")));
        assertEquals(Rule.FOREIGN_CHAIN, refused(login(ME, 1)));
        assertEquals(Rule.FOREIGN_CHAIN, refused(new Delegate(new Eip7702.Authorization(1, OTHER, 0))));
        assertEquals(Rule.FOREIGN_CHAIN, refused(new Delegate(new Eip7702.Authorization(0, OTHER, 0))));
    }

    @Test
    void nobody_signs_in_as_somebody_else_or_in_disguise() {
        assertEquals(Rule.NOT_AS_STATED, refused(login(OTHER, CHAIN)));
        String text = login(ME, CHAIN).message().text();
        assertEquals(Rule.NOT_AS_STATED, refused(new SignText(text.getBytes(UTF_8))));
        assertEquals(Rule.NOT_AS_STATED, refused(new SignText(("x" + text + "\n").getBytes(UTF_8))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Permit", "PermitSingle", "PermitTransferFrom", "TransferWithAuthorization"})
    void money_is_not_some_data(String primaryType) {
        assertEquals(Rule.NOT_AS_STATED, refused(typed("USD Coin", Map.of("chainId", CHAIN), primaryType)));
    }

    @Test
    void our_own_messages_are_not_some_data() {
        for (String name : List.of("Peer", "Peer Listing", "Peer FairExchange", "Peer Whatever")) {
            assertEquals(Rule.NOT_AS_STATED, refused(typed(name, Map.of(), "Note")));
        }
        assertEquals(
                Rule.NOT_AS_STATED, refused(typed("x", Map.of("verifyingContract", EXCHANGE.checksummed()), "Note")));
        assertAskedAndThenSigned(typed("x", Map.of("verifyingContract", TOKEN.checksummed()), "Note"));
    }

    /** A message with one member of each type, in the domain of some contract on our chain. */
    private static SignTypedData shaped(Map<String, Object> domain, Map<String, Object> valuesByType) {
        List<TypedData.Member> members = new ArrayList<>();
        Map<String, Object> message = new HashMap<>();
        for (Map.Entry<String, Object> value : new TreeMap<>(valuesByType).entrySet()) {
            String name = "m" + members.size();
            members.add(new TypedData.Member(value.getKey(), name));
            message.put(name, value.getValue());
        }
        return new SignTypedData(TypedData.of(Map.of("Whatever", members), "Whatever", domain, message));
    }

    private static final Map<String, Object> SOMEWHERE =
            Map.of("name", "Some Token", "chainId", CHAIN, "verifyingContract", TOKEN.checksummed());

    @Test
    void what_could_move_money_is_known_by_its_shape_and_not_by_its_name() {
        String other = OTHER.checksummed();
        String word = "0x" + "00".repeat(12) + other.substring(2).toLowerCase(java.util.Locale.ROOT);
        for (Map<String, Object> values : List.<Map<String, Object>>of(
                Map.of("address", other, "uint256", "1"),
                Map.of("address", other, "uint160", "1", "bytes32", "0x" + "11".repeat(32)),
                Map.of("address", other, "int64", "0"),
                Map.of("address", other, "bool", true),
                Map.of("address", other, "bytes", "0x01"),
                Map.of("address[]", List.of(ME.checksummed(), other), "uint256[]", List.of("1")),
                Map.of("bytes32", word, "uint256", "1"),
                Map.of("bytes32", "0x" + "11".repeat(32)))) {
            assertEquals(Rule.UNSTATED_SPEND, refused(shaped(SOMEWHERE, values)), () -> "of " + values);
        }
        assertEquals(
                Rule.UNSTATED_SPEND,
                refused(shaped(Map.of("name", "x", "chainId", CHAIN), Map.of("address", other, "uint256", "1"))));
    }

    @Test
    void what_speaks_of_the_signer_alone_is_the_owners_to_judge() {
        String me = ME.checksummed();
        for (Map<String, Object> values : List.<Map<String, Object>>of(
                Map.of("address", me, "uint256", "1", "bool", true),
                Map.of("address", OTHER.checksummed(), "string", "hello", "uint32", "7"),
                Map.of("string", "hello", "uint256", "1"),
                Map.of("bytes32", "0x" + "11".repeat(32), "string", "hello"))) {
            assertAskedAndThenSigned(shaped(SOMEWHERE, values));
        }
        assertAskedAndThenSigned(
                shaped(Map.of("name", "snapshot"), Map.of("address", OTHER.checksummed(), "uint64", "1")));
    }

    private static Transact delegation(Purpose purpose, Address to, long value) {
        Signature signature = new Signature(
                Hash32.of(Arbitraries.word(java.math.BigInteger.ONE)),
                Hash32.of(Arbitraries.word(java.math.BigInteger.ONE)),
                0);
        return new Transact(
                purpose,
                new Eip7702(
                        CHAIN,
                        0,
                        GWEI,
                        GWEI,
                        100_000,
                        to,
                        Amount.of(value),
                        new byte[0],
                        List.of(),
                        List.of(new Eip7702.Signed(new Eip7702.Authorization(CHAIN, OTHER, 1), signature))),
                List.of());
    }

    @Test
    void an_account_is_handed_over_by_that_name_alone() {
        assertAskedAndThenSigned(delegation(Purpose.DELEGATION, ME, 0));
        assertEquals(Rule.NOT_AS_STATED, refused(delegation(Purpose.TRANSFER, ME, 0)));
        assertEquals(Rule.NOT_AS_STATED, refused(delegation(Purpose.DELEGATION, OTHER, 0)));
        assertEquals(Rule.NOT_AS_STATED, refused(delegation(Purpose.DELEGATION, ME, 1)));
        Eip1559 plain = new Eip1559(CHAIN, 0, GWEI, GWEI, 21_000, ME, Amount.ZERO, new byte[0]);
        assertEquals(Rule.NOT_AS_STATED, refused(new Transact(Purpose.DELEGATION, plain, List.of())));
    }
}
