package org.pluspeer.wallet.eth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.pluspeer.wallet.Vectors;

class Eip1559Test {
    private static final Amount GWEI = Amount.of(1_000_000_000);
    private static final Address TO = Address.parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");

    @TestFactory
    Stream<DynamicTest> transactions_are_those_of_ethers() {
        return Vectors.each(Vectors.read("transactions.json").get("transactions"), "name", vector -> {
            Eip1559 transaction = transaction(vector);
            assertEquals(
                    vector.get("signingHash").asText(),
                    transaction.signingHash().hex());

            Signature signature =
                    Signature.of(Bytes.parseHex(vector.get("signature").asText()));
            byte[] encoded = transaction.encode(signature);
            assertEquals(vector.get("encoded").asText(), Bytes.hex(encoded));
            assertEquals(vector.get("hash").asText(), Keccak.hash(encoded).hex());
            assertEquals(
                    vector.get("from").asText(),
                    Secp256k1.recover(transaction.signingHash(), signature).checksummed());
        });
    }

    private static Eip1559 transaction(JsonNode vector) {
        return new Eip1559(
                Long.parseLong(vector.get("chainId").asText()),
                Long.parseLong(vector.get("nonce").asText()),
                Amount.parseUnits(vector.get("priorityFee").asText()),
                Amount.parseUnits(vector.get("maxFee").asText()),
                Long.parseLong(vector.get("gasLimit").asText()),
                vector.get("to").isNull()
                        ? null
                        : Address.parse(vector.get("to").asText()),
                Amount.parseUnits(vector.get("value").asText()),
                Bytes.parseHex(vector.get("data").asText()));
    }

    @Test
    void what_no_chain_takes_is_refused() {
        assertThrows(MalformedException.class, () -> with(0, 0, GWEI, 21_000));
        assertThrows(MalformedException.class, () -> with(1, -1, GWEI, 21_000));
        assertThrows(MalformedException.class, () -> with(1, 0, GWEI.times(31), 21_000));
        assertThrows(MalformedException.class, () -> with(1, 0, GWEI, 0));
    }

    @Test
    void gas_costs_at_most_the_limit_at_the_maximum() {
        assertEquals(GWEI.times(30 * 21_000), with(1, 0, GWEI, 21_000).maxGasCost());
    }

    @Test
    void data_cannot_be_changed_from_outside() {
        byte[] data = {1, 2, 3};
        Eip1559 transaction = new Eip1559(1, 0, GWEI, GWEI, 21_000, TO, Amount.ZERO, data);
        data[0] = 9;
        transaction.data()[1] = 9;
        assertArrayEquals(new byte[] {1, 2, 3}, transaction.data());
    }

    private static Eip1559 with(long chainId, long nonce, Amount priorityFee, long gasLimit) {
        return new Eip1559(chainId, nonce, priorityFee, GWEI.times(30), gasLimit, TO, Amount.ZERO, new byte[0]);
    }
}
