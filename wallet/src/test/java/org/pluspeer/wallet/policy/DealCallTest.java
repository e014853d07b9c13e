package org.pluspeer.wallet.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Keccak;

class DealCallTest {
    private static final String DEAL = "(address,address,address,bytes32,uint64,uint32,uint32,uint32,uint32,uint32,"
            + "uint96,uint96,uint96,uint96,uint64,bytes32,bytes32)";
    private static final String TOKEN = "0x00000000000000000000000000000000000000aa";

    private static Calldata call(String function, int words) {
        byte[] selector = Arrays.copyOf(
                Keccak.hash(function.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .bytes(),
                4);
        byte[] data = Bytes.concat(selector, new byte[32 * words]);
        if (words > 10) {
            System.arraycopy(Address.parse(TOKEN).bytes(), 0, data, 4 + 2 * 32 + 12, 20);
            data[4 + 5 * 32 + 31] = 30;
            data[4 + 10 * 32 + 31] = 7;
        }
        return new Calldata(data);
    }

    @Test
    void opening_moves_the_price_of_all_epochs() {
        Calldata open = call("open(" + DEAL + ",bytes)", 18);
        assertTrue(DealCall.in(open, Purpose.OPEN_DEAL).orElseThrow().pays());
        assertEquals(
                Optional.of(new Payment(Address.parse(TOKEN), Amount.of(210), Optional.empty())),
                DealCall.payment(open));
        assertEquals(Optional.empty(), DealCall.payment(call("open(" + DEAL + ",bytes)", 4)), "cut short");
    }

    @Test
    void each_call_is_for_its_own_purpose_alone() {
        Calldata prove = call("prove(bytes32,uint256,bytes)", 4);
        assertFalse(DealCall.in(prove, Purpose.PROVE_STORAGE).orElseThrow().pays());
        assertEquals(Optional.empty(), DealCall.in(prove, Purpose.SETTLE));
        assertEquals(Optional.empty(), DealCall.in(prove, Purpose.OPEN_DEAL));
        assertTrue(DealCall.in(call("pin(uint256)", 1), Purpose.PROVE_STORAGE).isPresent());
        assertTrue(DealCall.in(call("settle(" + DEAL + ")", 17), Purpose.SETTLE).isPresent());
        assertEquals(Optional.empty(), DealCall.in(call("endEarly()", 1), Purpose.SETTLE));
    }
}
