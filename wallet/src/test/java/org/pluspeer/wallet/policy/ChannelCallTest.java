package org.pluspeer.wallet.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Keccak;

class ChannelCallTest {
    private static final String CHANNEL = "(address,address,address,address,uint32,uint64,bytes32)";
    private static final String TOKEN = "0x00000000000000000000000000000000000000aa";

    private static Calldata call(String function, int words) {
        byte[] selector = Arrays.copyOf(
                Keccak.hash(function.getBytes(StandardCharsets.US_ASCII)).bytes(), 4);
        byte[] data = Bytes.concat(selector, new byte[32 * words]);
        if (words > 7) {
            System.arraycopy(Address.parse(TOKEN).bytes(), 0, data, 4 + 2 * 32 + 12, 20);
            data[4 + 7 * 32 + 31] = 9;
        }
        return new Calldata(data);
    }

    @Test
    void opening_and_raising_move_what_is_put_in() {
        for (String function : new String[] {
            "open(" + CHANNEL + ",uint96)",
            "openWithPermit(" + CHANNEL + ",uint96,uint256,uint8,bytes32,bytes32)",
            "openWithAuthorization(" + CHANNEL + ",uint96,uint256,uint256,uint8,bytes32,bytes32)",
            "topUp(" + CHANNEL + ",uint96)",
            "topUpWithAuthorization(" + CHANNEL + ",uint96,uint256,uint256,uint8,bytes32,bytes32)"
        }) {
            Calldata data = call(function, 8);
            assertTrue(ChannelCall.in(data, Purpose.OPEN_CHANNEL).orElseThrow().pays(), function);
            assertEquals(
                    Optional.of(new Payment(Address.parse(TOKEN), Amount.of(9), Optional.empty())),
                    ChannelCall.payment(data));
            assertEquals(Optional.empty(), ChannelCall.payment(call(function, 7)), "cut short");
        }
    }

    @Test
    void each_call_is_for_its_own_purpose_alone() {
        Calldata claim = call("claim(" + CHANNEL + ",uint96,bytes)", 10);
        assertFalse(ChannelCall.in(claim, Purpose.CLAIM_CHANNEL).orElseThrow().pays());
        assertEquals(Optional.empty(), ChannelCall.in(claim, Purpose.OPEN_CHANNEL));
        assertEquals(Optional.empty(), ChannelCall.in(claim, Purpose.CLOSE_CHANNEL));
        assertTrue(ChannelCall.in(call("startExit(" + CHANNEL + ")", 7), Purpose.CLOSE_CHANNEL)
                .isPresent());
        assertTrue(ChannelCall.in(call("exit(" + CHANNEL + ")", 7), Purpose.CLAIM_CHANNEL)
                .isPresent());
        assertTrue(ChannelCall.in(call("close(" + CHANNEL + ",uint96,bytes)", 10), Purpose.CLOSE_CHANNEL)
                .isPresent());
        assertEquals(Optional.empty(), ChannelCall.in(call("withdrawAll()", 0), Purpose.CLOSE_CHANNEL));
    }
}
