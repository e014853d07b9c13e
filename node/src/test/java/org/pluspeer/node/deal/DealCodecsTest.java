package org.pluspeer.node.deal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.deal.AgreedEnd;
import org.pluspeer.market.deal.ChainHead;
import org.pluspeer.market.deal.DealEvent;
import org.pluspeer.market.deal.DealFact;
import org.pluspeer.market.deal.DealRequest;
import org.pluspeer.market.deal.DealState;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.market.deal.DealTransaction;
import org.pluspeer.market.deal.EarlyEnd;
import org.pluspeer.node.run.History.Dated;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.Signature;

class DealCodecsTest {
    private static final Hash32 HASH = Keccak.hash(new byte[] {7});
    private static final Signature SIGNATURE = Signature.of(Bytes.parseHex("0x" + "42".repeat(64) + "1b"));

    private static DealRequest request() {
        DealTerms terms = new DealTerms(
                Address.parse("0x00000000000000000000000000000000000000c1"),
                Address.parse("0x00000000000000000000000000000000000000d1"),
                Address.ZERO,
                HASH,
                1000,
                4,
                256,
                128,
                1,
                1,
                Amount.of(5),
                Amount.of(20),
                Amount.of(10),
                Amount.of(5),
                99,
                Hash32.ZERO,
                HASH);
        return new DealRequest(HASH, terms, 256, 0);
    }

    @Test
    void every_event_comes_back_from_the_journal() {
        List<DealEvent> all = List.of(
                new DealEvent.Proposed(request()),
                new DealEvent.ReplicaChecked(),
                new DealEvent.CollateralSecured(),
                new DealEvent.TermsSigned(SIGNATURE),
                new DealEvent.Declined("no"),
                new DealEvent.Consented(),
                new DealEvent.Refused(new DealTransaction(DealTransaction.Kind.PROVE, 3), 1, "no"),
                new DealEvent.EndAgreed(new AgreedEnd(new EarlyEnd(HASH, 2, 9), SIGNATURE)),
                new DealEvent.ChainSaid(new DealFact.Opened(5, HASH, 256)),
                new DealEvent.ChainSaid(new DealFact.Proven(5, HASH, 3)),
                new DealEvent.ChainSaid(new DealFact.Pinned(5, HASH, 512)),
                new DealEvent.ChainSaid(new DealFact.Settled(5, HASH, 2)),
                new DealEvent.ChainSaid(new DealFact.Ended(5, HASH, DealState.DEFAULTED)),
                new DealEvent.ChainUnsaid(4),
                new DealEvent.HeadMoved(new ChainHead(1, 2, 3, 4)));
        List<Dated<DealEvent>> dated = new ArrayList<>();
        all.forEach(event -> dated.add(new Dated<>(1, event)));
        var codec = DealCodecs.deals();
        assertEquals(dated, codec.read(codec.write("id", dated)).events());
    }

    @Test
    void an_order_is_named_for_ever() {
        DealOrderId id = new DealOrderId(HASH, new DealTransaction(DealTransaction.Kind.SETTLE, 4), 2);
        assertEquals("deal/" + HASH.hex() + "/SETTLE/4/2", id.text());
        assertEquals(id, DealOrderId.parse(id.text()).orElseThrow());
        assertEquals(java.util.Optional.empty(), DealOrderId.parse("sale/" + HASH.hex() + "/SETTLE/4"));
        assertEquals(java.util.Optional.empty(), DealOrderId.parse("deal/x/SETTLE/4/2"));
    }
}
