package org.pluspeer.node.deal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.deal.GasQuote;
import org.pluspeer.market.deal.StorageTable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Which keepers are asked first. */
class ChoosingTest {
    private static final Address A = address(1);
    private static final Address B = address(2);
    private static final Address C = address(3);

    private final Map<Address, Choosing.Past> past = new HashMap<>();

    private static Address address(int last) {
        return Address.parse("0x00000000000000000000000000000000000000" + String.format("%02x", last));
    }

    private static StorageOffers.StorageOffer offer(Address seller, long perEpoch, String... networks) {
        StorageTable table = new StorageTable(
                Address.ZERO,
                Amount.ZERO,
                Amount.of(perEpoch),
                Amount.ZERO,
                256,
                128,
                3600,
                1,
                1,
                2,
                1 << 20,
                10,
                null);
        return new StorageOffers.StorageOffer(Hash32.ZERO, seller, "room", table, false, Set.of(networks));
    }

    private List<Address> order(StorageOffers.StorageOffer... offers) {
        Choosing.Wanted wanted = new Choosing.Wanted(
                address(9),
                Address.ZERO,
                1000,
                3600,
                GasQuote.inCoin(Amount.ZERO),
                Set.of(),
                one -> past.getOrDefault(one, Choosing.Past.NONE));
        return Choosing.candidates(List.of(offers), wanted).stream()
                .map(it -> it.offer().seller())
                .toList();
    }

    @Test
    void theCheapestIsFirst() {
        assertEquals(List.of(B, C, A), order(offer(A, 300), offer(B, 100), offer(C, 200)));
    }

    @Test
    void missedEpochsWeighATenthOfThePriceEachAndALossMoreThanAnyPrice() {
        past.put(B, new Choosing.Past(2, 0));
        assertEquals(List.of(A, B), order(offer(A, 115), offer(B, 100)));
        assertEquals(List.of(B, A), order(offer(A, 125), offer(B, 100)));
        past.put(B, new Choosing.Past(0, 1));
        assertEquals(List.of(A, B), order(offer(A, 1000), offer(B, 1)));
    }

    @Test
    void copiesGoToOtherNetworksWhereThatIsNotTwiceAsDear() {
        assertEquals(
                List.of(A, C, B),
                order(offer(A, 100, "192.0.2"), offer(B, 110, "192.0.2"), offer(C, 150, "198.51.100")));
        assertEquals(
                List.of(A, B, C),
                order(offer(A, 100, "192.0.2"), offer(B, 110, "192.0.2"), offer(C, 250, "198.51.100")));
    }

    @Test
    void aNetworkIsTheFirstPartOfAnAddress() {
        assertEquals("192.0.2", Networks.of("192.0.2.7:7337"));
        assertEquals("2001:db8:1", Networks.of("[2001:db8:1:2::3]:7337"));
        assertEquals("peer.example", Networks.of("peer.example:7337"));
        assertEquals("", Networks.of("127.0.0.1:7337"));
        assertEquals("", Networks.of("[::1]:7337"));
    }
}
