package org.pluspeer.node.sale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pluspeer.market.sale.SaleTransaction;
import org.pluspeer.market.sale.TransactionReport;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.run.Errand;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

class OrderClerkTest {
    private static final Hash32 SALE = Hash32.of(FakeChain.bytes(32, 1));
    private static final Order ORDER = new Order.Deposit(Address.ZERO, Amount.of(1));

    private long now = 1000;
    private Problem.@Nullable Code trouble;
    private final List<OrderId> ordered = new ArrayList<>();
    private final List<TransactionReport> told = new ArrayList<>();
    private final OrderClerk clerk = new OrderClerk(
            new SaleOrders() {
                @Override
                public TransactionReport order(OrderId id, Order order) {
                    return take(id, order);
                }

                @Override
                public Optional<TransactionReport> find(OrderId id) {
                    throw new AssertionError("a clerk only orders");
                }
            },
            () -> Instant.ofEpochSecond(now));

    private TransactionReport take(OrderId id, Order order) {
        if (trouble != null) {
            throw new ProblemException(trouble, "no");
        }
        ordered.add(id);
        return new TransactionReport.Sent(id.transaction(), id.attempt(), SALE);
    }

    private static OrderId attempt(int n) {
        return new OrderId(SALE, SaleTransaction.REFUND, n);
    }

    @Test
    void the_first_try_goes_at_once() {
        assertEquals(Errand.Outcome.IN_HAND, clerk.order(attempt(0), ORDER, told::add));
        assertEquals(1, told.size());
    }

    @Test
    void a_later_try_waits() {
        assertEquals(Errand.Outcome.AGAIN, clerk.order(attempt(1), ORDER, told::add));
        assertTrue(ordered.isEmpty());
        now += 3600;
        assertEquals(Errand.Outcome.IN_HAND, clerk.order(attempt(1), ORDER, told::add));
    }

    @Test
    void a_payment_that_would_fail_is_told_as_refused() {
        trouble = Problem.Code.TRANSACTION_FAILED;
        clerk.orderPayment(attempt(0), ORDER, told::add);
        assertInstanceOf(TransactionReport.Refused.class, told.getFirst());
    }

    @Test
    void a_payment_whose_fate_is_unknown_is_not() {
        trouble = Problem.Code.CHAIN_UNAVAILABLE;
        assertThrows(ProblemException.class, () -> clerk.orderPayment(attempt(0), ORDER, told::add));
        assertTrue(told.isEmpty());
    }

    @Test
    void an_id_is_its_text() {
        assertEquals(Optional.of(attempt(3)), OrderId.parse(attempt(3).text()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "withdraw/1", "sale/0x12/ACCEPT/0", "sale/x/y/z", "sale/0x00/NOTHING/1/2"})
    void another_text_is_no_id(String text) {
        assertEquals(Optional.empty(), OrderId.parse(text));
    }
}
