package org.pluspeer.node.x402;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.pluspeer.market.service.CallStep;
import org.pluspeer.market.service.PaymentFault;
import org.pluspeer.market.service.PaymentTerms;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.Token;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Verifies and takes payments for a seller's own x402 server. It takes what is paid to the owner's accounts alone:
 * for others it would pay their gas. A payment is taken once; brought again it is refused, so that no server answers
 * two calls for it.
 */
public final class Facilitator {
    private static final Duration TAKING = Duration.ofSeconds(60);

    private final long chainId;
    private final Tokens tokens;
    private final Purse purse;
    private final Till till;
    private final Collector cashier;
    private final LongSupplier now;

    /**
     * What payments are taken for.
     *
     * @param accounts the owner's
     * @param tokens whether the owner deals in one; strangers are not to have others looked up
     */
    public record Purse(Supplier<Set<Address>> accounts, Predicate<Address> tokens) {}

    /**
     * @param now unix seconds, as the chain's next block has them
     */
    public Facilitator(long chainId, Tokens tokens, Purse purse, Till till, Cashier cashier, LongSupplier now) {
        this.chainId = chainId;
        this.tokens = tokens;
        this.purse = purse;
        this.till = till;
        this.cashier = cashier;
        this.now = now;
    }

    Map<String, Object> supported() {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("kinds", List.of(kind(2, Networks.caip2(chainId)), kind(1, Networks.first(chainId))));
        said.put("extensions", List.of());
        said.put("signers", Map.of());
        return said;
    }

    private static Map<String, Object> kind(int version, String network) {
        Map<String, Object> kind = new LinkedHashMap<>();
        kind.put("x402Version", version);
        kind.put("scheme", Requirement.SCHEME);
        kind.put("network", network);
        return kind;
    }

    /** A payment that was read, and what it is to be for. */
    private record Brought(PaymentTerms terms, SignedPayment payment) {
        Hash32 id() {
            return payment.authorization().id(terms.token());
        }
    }

    Map<String, Object> verify(JsonNode body) {
        Map<String, Object> said = new LinkedHashMap<>();
        try {
            Brought brought = read(body);
            requireTakeable(brought);
            said.put("isValid", true);
            said.put("payer", brought.payment().authorization().payer().checksummed());
        } catch (PaymentException e) {
            said.put("isValid", false);
            said.put("invalidReason", e.fault().code());
            said.put("invalidMessage", e.fault().sentence());
        }
        return said;
    }

    Map<String, Object> settle(JsonNode body) {
        Map<String, Object> said = new LinkedHashMap<>();
        try {
            Brought brought = read(body);
            Hash32 transaction = take(brought);
            said.put("success", true);
            said.put("transaction", transaction.hex());
            said.put("network", brought.payment().network());
            said.put("payer", brought.payment().authorization().payer().checksummed());
            said.put("amount", brought.terms().price().toString());
        } catch (PaymentException e) {
            said.put("success", false);
            said.put("errorReason", e.fault().code());
            said.put("errorMessage", e.fault().sentence());
            said.put("transaction", "");
            said.put("network", Networks.caip2(chainId));
        }
        return said;
    }

    private Brought read(JsonNode body) throws PaymentException {
        SignedPayment payment = SignedPayment.read(body.path("paymentPayload"));
        Requirement wanted = Requirement.read(body.path("paymentRequirements"))
                .orElseThrow(() -> new PaymentException(PaymentFault.REQUIREMENTS));
        if (!Networks.isHere(wanted.network(), chainId) || !Networks.isHere(payment.network(), chainId)) {
            throw new PaymentException(PaymentFault.NETWORK);
        }
        if (!purse.accounts().get().contains(wanted.payTo())) {
            throw new PaymentException(PaymentFault.PAYEE);
        }
        PaymentTerms terms = new PaymentTerms(
                wanted.asset(), token(wanted.asset()).signingDomain().orElseThrow(), wanted.amount(), wanted.payTo());
        Requirement accepted = payment.accepted();
        if (accepted != null && !accepted.asks(terms, chainId)) {
            throw new PaymentException(PaymentFault.REQUIREMENTS);
        }
        Optional<PaymentFault> fault = terms.fault(payment.authorization(), payment.signature());
        if (fault.isPresent()) {
            throw new PaymentException(fault.get());
        }
        return new Brought(terms, payment);
    }

    private Token token(Address address) throws PaymentException {
        if (!purse.tokens().test(address)) {
            throw new PaymentException(PaymentFault.REQUIREMENTS);
        }
        try {
            return tokens.find(address)
                    .filter(token -> token.authorizations() && token.domain() != null)
                    .orElseThrow(() -> new PaymentException(PaymentFault.REQUIREMENTS));
        } catch (ProblemException e) {
            throw new PaymentException(PaymentFault.CHAIN);
        }
    }

    private Amount requireTakeable(Brought brought) throws PaymentException {
        var authorization = brought.payment().authorization();
        Optional<PaymentFault> lapse = PaymentTerms.lapse(authorization, now.getAsLong());
        if (lapse.isPresent()) {
            throw new PaymentException(lapse.get());
        }
        try {
            Amount balance = cashier.balance(brought.terms().token(), authorization)
                    .orElseThrow(() -> new PaymentException(PaymentFault.USED));
            if (balance.isLessThan(authorization.value())) {
                throw new PaymentException(PaymentFault.FUNDS);
            }
            return balance;
        } catch (ProblemException e) {
            throw new PaymentException(PaymentFault.CHAIN);
        }
    }

    private Hash32 take(Brought brought) throws PaymentException {
        Hash32 id = brought.id();
        Hash32 request = Digests.of("SETTLE", "", new byte[0]);
        if (!(till.ask(id, request, 0) instanceof CallStep.Serve)) {
            throw new PaymentException(PaymentFault.DUPLICATE);
        }
        boolean owed = false;
        try {
            Amount balance = requireTakeable(brought);
            var authorization = brought.payment().authorization();
            if (!till.hold(id, brought.terms().token(), authorization.payer(), authorization.value(), balance)) {
                throw new PaymentException(PaymentFault.FUNDS);
            }
            CallRecord.Owed record =
                    CallRecord.Owed.of("", request, brought.terms().token(), brought.payment());
            till.owe(record);
            owed = true;
            return switch (cashier.take(record, TAKING)) {
                case Collector.Taking.Taken(Hash32 transaction) -> transaction;
                case Collector.Taking.Lost _ -> throw new PaymentException(PaymentFault.REFUSED);
                case Collector.Taking.Later _ -> throw new PaymentException(PaymentFault.CHAIN);
            };
        } finally {
            if (!owed) {
                till.notServed(id);
            }
            till.done(id);
        }
    }
}
