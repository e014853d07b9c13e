package org.pluspeer.node.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pluspeer.wallet.eth.AccessEntry;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Eip155;
import org.pluspeer.wallet.eth.Eip1559;
import org.pluspeer.wallet.eth.Eip2930;
import org.pluspeer.wallet.eth.Eip7702;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.SignedTransaction;
import org.pluspeer.wallet.eth.Transaction;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;

/** Transactions of every type, signed and read by ethers, viem and us. */
@Timeout(600)
class TransactionInteropIT {
    private static final long CHAIN = 31337;
    private static final long SEED = Long.getLong("interop.seed", new SecureRandom().nextLong());
    private static final Random NUMBERS = new Random(SEED);
    private static final RandomMessages RANDOM = new RandomMessages(NUMBERS, CHAIN);
    private static final List<Integer> TYPES = List.of(0, 1, 2, 4);

    private static @Nullable Others others;

    @BeforeAll
    static void start() {
        System.out.println("interop.seed=" + SEED);
        others = Others.start();
    }

    @AfterAll
    static void stop() {
        others().close();
    }

    private static Others others() {
        if (others == null) {
            throw new IllegalStateException("not started");
        }
        return others;
    }

    /** @param to null for a new contract */
    private record Draft(
            int type,
            long chainId,
            long nonce,
            Amount fee,
            Amount tip,
            long gasLimit,
            @Nullable Address to,
            Amount value,
            byte[] data,
            List<AccessEntry> accessList) {

        static Draft random(int type, @Nullable Address to, long chainId, byte[] data, Amount value) {
            Amount tip = Amount.of(NUMBERS.nextInt(1 << 30));
            return new Draft(
                    type,
                    chainId,
                    NUMBERS.nextInt(1 << (NUMBERS.nextInt(30) + 1)),
                    tip.plus(Amount.of(NUMBERS.nextInt(1 << 30))),
                    tip,
                    21_000 + NUMBERS.nextInt(1 << 20),
                    to,
                    value,
                    data,
                    type == 0 ? List.of() : someAccess());
        }

        private static List<AccessEntry> someAccess() {
            List<AccessEntry> list = new ArrayList<>();
            for (int i = NUMBERS.nextInt(3); i > 0; i--) {
                List<Hash32> slots = new ArrayList<>();
                for (int j = NUMBERS.nextInt(3); j > 0; j--) {
                    slots.add(Hash32.of(RANDOM.bytes(32)));
                }
                list.add(new AccessEntry(RANDOM.address(), slots));
            }
            return list;
        }

        Map<String, Object> json() {
            Map<String, Object> json = new HashMap<>();
            json.put("type", type);
            json.put("chainId", Long.toString(chainId));
            json.put("nonce", Long.toString(nonce));
            json.put("gasLimit", Long.toString(gasLimit));
            json.put("gasPrice", fee.toString());
            json.put("maxFee", fee.toString());
            json.put("priorityFee", tip.toString());
            if (to != null) {
                json.put("to", to.checksummed());
            }
            json.put("value", value.toString());
            json.put("data", Bytes.hex(data));
            json.put(
                    "accessList",
                    accessList.stream()
                            .map(entry -> Map.of(
                                    "address", entry.address().checksummed(),
                                    "storageKeys",
                                            entry.slots().stream()
                                                    .map(Hash32::hex)
                                                    .toList()))
                            .toList());
            return json;
        }

        Transaction transaction(List<Eip7702.Signed> authorizations) {
            return switch (type) {
                case 0 -> new Eip155(chainId, nonce, fee, gasLimit, to, value, data);
                case 1 -> new Eip2930(chainId, nonce, fee, gasLimit, to, value, data, accessList);
                case 2 -> new Eip1559(chainId, nonce, tip, fee, gasLimit, to, value, data, accessList);
                default ->
                    new Eip7702(
                            chainId,
                            nonce,
                            tip,
                            fee,
                            gasLimit,
                            to == null ? Address.ZERO : to,
                            value,
                            data,
                            accessList,
                            authorizations);
            };
        }
    }

    private static List<Eip7702.Authorization> authorizations(int type, long chainId) {
        List<Eip7702.Authorization> all = new ArrayList<>();
        for (int i = 0; type == 4 && i <= NUMBERS.nextInt(2); i++) {
            all.add(new Eip7702.Authorization(chainId, RANDOM.address(), NUMBERS.nextInt(1 << 20)));
        }
        return all;
    }

    private static Map<String, String> json(Eip7702.Authorization authorization) {
        return Map.of(
                "chainId", Long.toString(authorization.chainId()),
                "address", authorization.delegate().checksummed(),
                "nonce", Long.toString(authorization.nonce()));
    }

    private static List<String> signedByOthers(Desk desk, Draft draft, List<Eip7702.Authorization> authorizations) {
        return others().texts(
                        "signTransaction",
                        Map.of(
                                "key",
                                desk.hexKey(),
                                "transaction",
                                draft.json(),
                                "authorizations",
                                authorizations.stream()
                                        .map(TransactionInteropIT::json)
                                        .toList()));
    }

    @Test
    void anyTransactionOfOthersIsReadAndWrittenAgain() {
        for (int i = 0; i < 120; i++) {
            int type = TYPES.get(i % 4);
            Desk desk = Desk.of(RANDOM.bytes(32), CHAIN);
            Address to = i % 5 == 0 && type != 4 ? null : RANDOM.address();
            byte[] data = RANDOM.bytes(to == null ? 100 : NUMBERS.nextInt(300));
            long chain = 1 + NUMBERS.nextInt(1 << 20);
            Amount value = Amount.of(NUMBERS.nextLong() >>> 1);
            Draft draft = Draft.random(type, to, chain, data, value);
            for (String encoded : signedByOthers(desk, draft, authorizations(type, chain))) {
                SignedTransaction read = SignedTransaction.decode(Bytes.parseHex(encoded));
                assertEquals(encoded, Bytes.hex(read.encoded()));
                assertEquals(desk.signer().address(), read.from());
                assertEquals(chain, read.transaction().chainId());
                assertEquals(draft.nonce(), read.transaction().nonce());
                assertEquals(draft.gasLimit(), read.transaction().gasLimit());
                assertEquals(to, read.transaction().to());
                assertEquals(value, read.transaction().value());
                assertArrayEquals(data, read.transaction().data());
                if (read.transaction() instanceof Eip7702 delegation) {
                    delegation
                            .authorizations()
                            .forEach(signed -> assertEquals(desk.signer().address(), signed.authority()));
                }
            }
        }
    }

    @Test
    void whatWeSignTheySignTheSameAndRead() {
        for (int i = 0; i < 60; i++) {
            int type = TYPES.get(i % 4);
            Desk desk = Desk.of(RANDOM.bytes(32), CHAIN);
            boolean delegates = type == 4;
            Address to = delegates ? desk.signer().address() : RANDOM.address();
            Amount value = delegates ? Amount.ZERO : Amount.of(1 + NUMBERS.nextInt(1 << 30));
            Draft draft = Draft.random(type, to, CHAIN, new byte[0], value);
            List<Eip7702.Authorization> authorizations = authorizations(type, CHAIN);
            List<Eip7702.Signed> signed = authorizations.stream()
                    .map(one -> new Eip7702.Signed(one, desk.sign(new Intent.Delegate(one))))
                    .toList();
            SignedTransaction ours =
                    desk.sign(delegates ? Purpose.DELEGATION : Purpose.TRANSFER, draft.transaction(signed));
            String encoded = Bytes.hex(ours.encoded());
            assertEquals(List.of(encoded, encoded), signedByOthers(desk, draft, authorizations));
            for (JsonNode read : others().ask("readTransaction", Map.of("encoded", encoded))) {
                assertEquals(desk.address(), read.get("from").asText());
                assertEquals(ours.hash().hex(), read.get("hash").asText());
                assertEquals(type, read.get("type").asInt());
                assertEquals(draft.nonce(), read.get("nonce").asLong());
            }
            for (Eip7702.Signed one : signed) {
                assertEquals(
                        List.of(desk.address(), desk.address(), desk.address()),
                        others().texts(
                                        "recoverAuthorization",
                                        Map.of(
                                                "authorization",
                                                json(one.authorization()),
                                                "signature",
                                                Bytes.hex(one.signature().bytes()))));
            }
        }
    }
}
