package org.pluspeer.node.chain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Purpose;
import org.pluspeer.wallet.spend.Fees;

/**
 * A record of kind TRANSACTION in the journal. One of the three parts is there.
 *
 * @param at unix seconds
 * @param key that the transaction was asked for by
 * @param plan it is about to be signed and sent, for the first time or with another nonce
 * @param price it is about to be sent with other fees
 * @param ending it is over; one that was overtaken may have another ending later
 * @param from the account; null in records of before, when there was one: the plan's
 */
public record TransactionRecord(
        long at,
        String key,
        @Nullable Plan plan,
        @Nullable Price price,
        @Nullable Ending ending,
        @Nullable Address from) {

    /** Whether it can be about a transaction of this account. */
    boolean isOf(Address account) {
        Address sender = plan != null ? plan.from() : from;
        return sender == null || sender.equals(account);
    }

    /**
     * All that is needed to sign it again to the same bytes.
     *
     * @param sealedData the call's data, sealed: it may hold a key that nobody else must know yet
     * @param dataHash keccak256 of the data
     * @param spends what leaves the account, without gas
     * @param asker for whom, as {@link #name} writes it; null in records of before: the node
     */
    public record Plan(
            Purpose purpose,
            long chainId,
            Address from,
            Address to,
            Amount value,
            byte[] sealedData,
            Hash32 dataHash,
            List<Paid> spends,
            Agreed agreed,
            long nonce,
            long gasLimit,
            Price price,
            @Nullable String asker) {
        Asker askedBy() {
            return asker == null ? Asker.NODE : named(asker);
        }
    }

    static String name(Asker asker) {
        return switch (asker) {
            case Asker.Owner _ -> "owner";
            case Asker.Node _ -> "node";
            case Asker.App app -> "app:" + app.id();
        };
    }

    private static Asker named(String name) {
        return switch (name) {
            case "owner" -> Asker.OWNER;
            case "node" -> Asker.NODE;
            default -> new Asker.App(name.substring("app:".length()));
        };
    }

    /**
     * @param hash that the transaction has with these fees
     * @param emptyGas the gas limit of the empty transaction to ourselves that this is, to take the place of what was
     *     planned; null where it is what was planned
     * @param agreedGas wei that the owner said gas may cost when asking for this price; null where nobody was asked
     */
    public record Price(
            Amount maxFee,
            Amount priorityFee,
            Hash32 hash,
            @Nullable Long emptyGas,
            @Nullable Amount agreedGas) {
        /** Of what was planned. */
        Price(Fees fees, Hash32 hash) {
            this(fees.maxFee(), fees.priorityFee(), hash, null, null);
        }

        Fees fees() {
            return new Fees(priorityFee, maxFee);
        }

        /** Whether it takes the place of what was planned, and does nothing. */
        boolean cancels() {
            return emptyGas != null;
        }
    }

    /** @param status a name of {@link Outcome.Status} */
    public record Ending(
            String status,
            Hash32 hash,
            long gasUsed,
            Amount gasPrice,
            long block,
            @Nullable String reason) {
        static Ending of(Outcome outcome) {
            return new Ending(
                    outcome.status().name(),
                    outcome.hash(),
                    outcome.gasUsed(),
                    outcome.effectiveGasPrice(),
                    outcome.block(),
                    outcome.reason());
        }

        Outcome outcome() {
            Outcome.Status known = Outcome.Status.valueOf(status);
            boolean isFinal = known != Outcome.Status.OVERTAKEN;
            return new Outcome(hash, known, gasUsed, gasPrice, block, isFinal, reason);
        }
    }

    /** Base units of a token to somebody. */
    public record Paid(Address counterparty, Address token, Amount amount) {
        static List<Paid> of(List<Intent.Spend> spends) {
            return spends.stream()
                    .map(spend -> new Paid(spend.counterparty(), spend.token(), spend.amount()))
                    .toList();
        }
    }

    /**
     * What was said yes to.
     *
     * @param budget whether a program's budget said it; null: the owner did
     */
    public record Agreed(
            List<Total> totals, Amount gas, @Nullable Boolean budget) {
        /** Base units of a token. */
        public record Total(Address token, Amount amount) {}

        static Agreed of(Consent consent) {
            return new Agreed(
                    consent.totals().entrySet().stream()
                            .map(total -> new Total(total.getKey(), total.getValue()))
                            .toList(),
                    consent.gas(),
                    consent.by() == Consent.By.BUDGET ? true : null);
        }

        Consent consent() {
            Map<Address, Amount> all = new HashMap<>();
            totals.forEach(total -> all.put(total.token(), total.amount()));
            Consent owners = new Consent(all, gas);
            return Boolean.TRUE.equals(budget) ? owners.byBudget() : owners;
        }
    }

    /** @throws org.pluspeer.node.ProblemException {@code BAD_JSON} or {@code BAD_REQUEST} if it is none */
    public static TransactionRecord read(byte[] payload) {
        return Json.read(payload, TransactionRecord.class);
    }

    byte[] write() {
        return Json.write(this);
    }
}
