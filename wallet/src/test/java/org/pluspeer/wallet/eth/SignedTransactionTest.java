package org.pluspeer.wallet.eth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.wallet.Arbitraries;
import org.pluspeer.wallet.Vectors;

class SignedTransactionTest {
    private static final Address TO = Address.of(Arbitraries.bytes(20, 1));
    private static final Amount GWEI = Amount.of(1_000_000_000);
    private static final Signature SIGNATURE = new Signature(
            Hash32.of(Arbitraries.word(BigInteger.valueOf(77))), Hash32.of(Arbitraries.word(BigInteger.ONE)), 1);
    private static final List<AccessEntry> LIST = List.of(
            new AccessEntry(TO, List.of(Hash32.ZERO, Hash32.of(Arbitraries.bytes(32, 2)))),
            new AccessEntry(Address.ZERO, List.of()));

    private static List<Transaction> oneOfEach() {
        byte[] data = Arbitraries.bytes(70, 3);
        return List.of(
                new Eip155(1, 0, GWEI, 21_000, TO, Amount.of(5), data),
                new Eip155((1L << 62) - 19, 9, GWEI, 21_000, null, Amount.ZERO, new byte[0]),
                new Eip2930(31337, 7, GWEI, 50_000, TO, Amount.ZERO, data, LIST),
                new Eip1559(31337, 7, GWEI, GWEI, 50_000, null, Amount.ZERO, data, LIST),
                new Eip7702(
                        31337,
                        7,
                        GWEI,
                        GWEI,
                        50_000,
                        TO,
                        Amount.ZERO,
                        data,
                        LIST,
                        List.of(new Eip7702.Signed(new Eip7702.Authorization(0, TO, 3), SIGNATURE))));
    }

    @TestFactory
    Stream<DynamicTest> transactions_of_ethers_read_back() {
        return Vectors.each(Vectors.read("transactions.json").get("transactions"), "name", vector -> {
            byte[] encoded = Bytes.parseHex(vector.get("encoded").asText());
            SignedTransaction signed = SignedTransaction.decode(encoded);
            assertArrayEquals(encoded, signed.encoded());
            assertEquals(vector.get("from").asText(), signed.from().checksummed());
            assertEquals(vector.get("hash").asText(), signed.hash().hex());
            assertEquals(
                    vector.get("value").asText(), signed.transaction().value().toString());
        });
    }

    @Test
    void each_type_reads_back_as_itself() {
        for (Transaction transaction : oneOfEach()) {
            byte[] encoded = transaction.encode(SIGNATURE);
            SignedTransaction read = SignedTransaction.decode(encoded);
            assertInstanceOf(transaction.getClass(), read.transaction());
            assertEquals(transaction.signingHash(), read.transaction().signingHash());
            assertEquals(SIGNATURE, read.signature());
            assertEquals(transaction.chainId(), read.transaction().chainId());
            assertEquals(transaction.nonce(), read.transaction().nonce());
            assertEquals(transaction.to(), read.transaction().to());
            assertEquals(transaction.maxGasCost(), read.transaction().maxGasCost());
            assertArrayEquals(transaction.data(), read.transaction().data());
        }
    }

    @Test
    void any_cut_is_refused() {
        for (Transaction transaction : oneOfEach()) {
            byte[] encoded = transaction.encode(SIGNATURE);
            for (int length = 0; length < encoded.length; length++) {
                byte[] cut = Arrays.copyOf(encoded, length);
                assertThrows(MalformedException.class, () -> SignedTransaction.decode(cut));
            }
            assertThrows(
                    MalformedException.class,
                    () -> SignedTransaction.decode(Arrays.copyOf(encoded, encoded.length + 1)));
        }
    }

    @Provide
    Arbitrary<byte[]> strings() {
        return Arbitraries.strings(0, 300);
    }

    @Property(tries = 2000)
    void bytes_are_refused_or_are_the_one_way_to_write_it(
            @ForAll("strings") byte[] noise,
            @ForAll @IntRange(max = 4) int which,
            @ForAll int at,
            @ForAll byte change) {
        byte[] bent = oneOfEach().get(which).encode(SIGNATURE);
        bent[Math.floorMod(at, bent.length)] = change;
        for (byte[] bytes : List.of(noise, bent)) {
            try {
                assertArrayEquals(bytes, SignedTransaction.decode(bytes).encoded());
            } catch (MalformedException e) {
                // Refused, in words.
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 0x7f, 0x80, 0xbf})
    void other_types_are_refused(int type) {
        byte[] encoded = oneOfEach().getLast().encode(SIGNATURE);
        encoded[0] = (byte) type;
        assertThrows(MalformedException.class, () -> SignedTransaction.decode(encoded));
    }

    @Test
    void one_without_a_chain_is_refused() {
        byte[] encoded = Rlp.encode(List.of(
                BigInteger.ONE,
                BigInteger.ONE,
                BigInteger.valueOf(21_000),
                TO.bytes(),
                BigInteger.ZERO,
                new byte[0],
                BigInteger.valueOf(27),
                BigInteger.valueOf(77),
                BigInteger.ONE));
        MalformedException refusal = assertThrows(MalformedException.class, () -> SignedTransaction.decode(encoded));
        assertEquals("a transaction without a chain id would hold on every chain", refusal.getMessage());
    }

    @Test
    void what_no_chain_takes_is_refused() {
        byte[] none = new byte[0];
        assertThrows(MalformedException.class, () -> new Eip155(0, 0, GWEI, 21_000, TO, Amount.ZERO, none));
        assertThrows(MalformedException.class, () -> new Eip155(1L << 62, 0, GWEI, 21_000, TO, Amount.ZERO, none));
        assertThrows(MalformedException.class, () -> new Eip2930(1, -1, GWEI, 21_000, TO, Amount.ZERO, none, LIST));
        assertThrows(
                MalformedException.class,
                () -> new Eip7702(1, 0, GWEI, GWEI, 21_000, TO, Amount.ZERO, none, LIST, List.of()));
        assertThrows(MalformedException.class, () -> new Eip7702.Authorization(-1, TO, 0));
    }

    @Test
    void lists_in_lists_have_an_end() {
        Object deep = List.of();
        for (int i = 0; i < 9; i++) {
            deep = List.of(deep);
        }
        byte[] encoded = Rlp.encode(deep);
        assertThrows(MalformedException.class, () -> Rlp.decode(encoded));
    }
}
