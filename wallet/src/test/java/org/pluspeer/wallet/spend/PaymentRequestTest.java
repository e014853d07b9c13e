package org.pluspeer.wallet.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.MalformedException;

class PaymentRequestTest {
    private static JsonNode vectors() throws IOException {
        return new ObjectMapper()
                .readTree(Path.of("..", "docs", "vectors", "eip681.json").toFile());
    }

    @Test
    void the_vectors_are_read_as_they_say() throws IOException {
        JsonNode all = vectors().path("read");
        assertTrue(all.size() >= 9);
        for (JsonNode vector : all) {
            PaymentRequest read = PaymentRequest.parse(vector.path("uri").asText());
            assertEquals(
                    vector.path("chainId").isNull()
                            ? OptionalLong.empty()
                            : OptionalLong.of(vector.path("chainId").asLong()),
                    read.chainId(),
                    vector.toString());
            assertEquals(vector.path("to").asText(), read.to().hex(), vector.toString());
            assertEquals(
                    vector.path("token").isNull()
                            ? Address.ZERO.hex()
                            : vector.path("token").asText(),
                    read.token().hex(),
                    vector.toString());
            assertEquals(
                    vector.path("amount").isNull()
                            ? Optional.empty()
                            : Optional.of(
                                    Amount.parseUnits(vector.path("amount").asText())),
                    read.amount(),
                    vector.toString());
            assertEquals(read, PaymentRequest.parse(read.uri()), "what is written is read as the same");
        }
    }

    @Test
    void what_the_vectors_refuse_is_refused() throws IOException {
        JsonNode all = vectors().path("refused");
        assertTrue(all.size() >= 30);
        for (JsonNode vector : all) {
            assertThrows(
                    RuntimeException.class,
                    () -> PaymentRequest.parse(vector.path("uri").asText()),
                    vector.path("why").asText());
        }
    }

    @Test
    void what_is_too_long_is_not_looked_at() {
        String uri = "ethereum:0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359?value=1" + "0".repeat(2000);
        assertThrows(MalformedException.class, () -> PaymentRequest.parse(uri));
    }

    @Property
    void what_is_written_is_read_as_the_same(
            @ForAll @Size(20) byte[] to,
            @ForAll @Size(20) byte[] token,
            @ForAll @LongRange(min = 0) long chain,
            @ForAll
                    @BigRange(
                            min = "0",
                            max = "115792089237316195423570985008687907853269984665640564039457584007913129639935")
                    BigInteger units) {
        to[0] = 1;
        PaymentRequest request = new PaymentRequest(
                chain == 0 ? OptionalLong.empty() : OptionalLong.of(chain),
                Address.of(to),
                Address.of(token),
                units.signum() == 0 ? Optional.empty() : Optional.of(new Amount(units)));
        assertEquals(request, PaymentRequest.parse(request.uri()));
    }

    /** No text makes it fail in another way than by refusing it. */
    @Property
    void any_text_is_read_or_refused(@ForAll @StringLength(max = 60) String tail) {
        try {
            PaymentRequest.parse("ethereum:0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359" + tail);
        } catch (MalformedException | org.pluspeer.wallet.eth.MoneyException e) {
            assertTrue(e.getMessage() != null);
        }
    }
}
