package org.pluspeer.wallet.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.eth.Address;

class PayeeWarningTest {
    private static final Address KNOWN = Address.parse("0x8e23ee67d1332ad560396262c48ffbb01f93d052");

    private static Optional<Address> mistakable(String address) {
        return PayeeWarning.mistakable(Address.parse(address), List.of(KNOWN));
    }

    @Test
    void the_same_ends_and_another_middle_look_alike() {
        assertEquals(
                Optional.of(KNOWN), mistakable("0x8e23000000000000000000000000000000000000".substring(0, 38) + "d052"));
    }

    @Test
    void one_other_end_does_not_look_alike() {
        assertEquals(Optional.empty(), mistakable("0x8e24ee67d1332ad560396262c48ffbb01f93d052"));
        assertEquals(Optional.empty(), mistakable("0x8e23ee67d1332ad560396262c48ffbb01f93d053"));
    }

    @Test
    void the_address_itself_is_not_mistaken_for_itself() {
        assertEquals(Optional.empty(), mistakable(KNOWN.hex()));
    }
}
