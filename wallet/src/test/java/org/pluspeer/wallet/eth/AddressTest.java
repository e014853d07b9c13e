package org.pluspeer.wallet.eth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.wallet.Arbitraries;
import org.pluspeer.wallet.Vectors;

class AddressTest {
    @Provide
    Arbitrary<Address> addresses() {
        return Arbitraries.addresses();
    }

    @Test
    void checksums_are_those_of_ethers() {
        JsonNode addresses = Vectors.read("accounts.json").get("addresses");
        assertTrue(addresses.size() >= 40);
        for (JsonNode vector : addresses) {
            String text = vector.asText();
            assertEquals(text, Address.parse(text).checksummed());
            assertEquals(text, Address.parse(text.toLowerCase(Locale.ROOT)).checksummed());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x52908400098527886E0F7030069857D2E4169EE7",
                "0xde709f2102306220921060314715629080e2fb77",
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"
            })
    void examples_of_eip_55_hold(String text) {
        assertEquals(text, Address.parse(text).toString());
    }

    @Property
    void one_letter_in_the_other_case_is_a_typing_error(
            @ForAll("addresses") Address address, @ForAll @IntRange(min = 2, max = 41) int at) {
        char[] letters = address.checksummed().toCharArray();
        letters[at] = Character.isUpperCase(letters[at])
                ? Character.toLowerCase(letters[at])
                : Character.toUpperCase(letters[at]);
        String changed = new String(letters);
        String digits = changed.substring(2);
        boolean oneCase =
                digits.equals(digits.toLowerCase(Locale.ROOT)) || digits.equals(digits.toUpperCase(Locale.ROOT));
        if (changed.equals(address.checksummed()) || oneCase) {
            assertEquals(address, Address.parse(changed));
        } else {
            assertThrows(MalformedException.class, () -> Address.parse(changed));
        }
    }

    @Property
    void every_way_of_writing_reads_back(@ForAll("addresses") Address address) {
        assertEquals(address, Address.parse(address.hex()));
        assertEquals(address, Address.parse(address.checksummed()));
        assertEquals(address, Address.of(address.bytes()));
        assertEquals(address.hex().substring(2), address.padded().hex().substring(26));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0x",
                "0x52908400098527886E0F7030069857D2E4169EE",
                "0x52908400098527886E0F7030069857D2E4169EE77",
                "52908400098527886E0F7030069857D2E4169EE7ab",
                "0x52908400098527886E0F7030069857D2E4169EEg",
                "0X52908400098527886E0F7030069857D2E4169EE7"
            })
    void no_other_text_is_an_address(String text) {
        assertThrows(MalformedException.class, () -> Address.parse(text));
    }

    @Test
    void its_bytes_cannot_be_changed_from_outside() {
        byte[] bytes = new byte[20];
        Address address = Address.of(bytes);
        bytes[0] = 1;
        address.bytes()[0] = 1;
        assertTrue(address.isZero());
        assertNotEquals(address, Address.of(bytes));
    }

    @Test
    void another_length_is_refused() {
        assertThrows(MalformedException.class, () -> Address.of(new byte[19]));
        assertThrows(MalformedException.class, () -> Address.ofPublicKey(new byte[65]));
    }
}
