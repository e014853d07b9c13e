package org.pluspeer.market.deal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Signature;

/** All that one side knows of a deal: the sum of its events. */
public record DealFacts(
        DealRequest request, Promise promise, Map<DealTransaction, Integer> refusals, DealChain chain, ChainHead head) {

    public DealFacts {
        refusals = Map.copyOf(refusals);
    }

    /** What was said between the two sides, and to the owner. */
    public record Promise(
            boolean replicaChecked,
            boolean collateralSecured,
            boolean consented,
            @Nullable Signature signature,
            @Nullable String declined,
            @Nullable AgreedEnd end) {
        static final Promise NONE = new Promise(false, false, false, null, null, null);
    }

    static DealFacts of(DealRequest request) {
        return new DealFacts(request, Promise.NONE, Map.of(), DealChain.NOTHING, ChainHead.UNKNOWN);
    }

    public DealTerms terms() {
        return request.terms();
    }

    /** The epochs, once the chain says when they began. */
    public Optional<EpochClock> clock() {
        return chain.opened().map(fact -> EpochClock.startingAt(fact.start(), terms()));
    }

    /** How many epochs can't change any more in the next block. */
    public int decided() {
        return clock().map(clock -> clock.decided(head.block() + 1, chain.proven()))
                .orElse(0);
    }

    /** Whether the next block is one in which the epoch's leaves are known. */
    boolean isDrawn(int epoch) {
        return clock().map(clock -> epoch < clock.epochs() && head.block() + 1 > clock.challenge(epoch))
                .orElse(false);
    }

    /** What the epochs decided so far bring. */
    public DealAccount account() {
        boolean early = chain.ended()
                .filter(ended -> ended.how() == DealState.ENDED_EARLY)
                .isPresent();
        if (early) {
            return DealAccount.endedEarly(terms(), chain.proven(), chain.settled());
        }
        return DealAccount.of(terms(), chain.proven(), decided());
    }

    /** What of it has been credited. */
    public DealAccount credited() {
        return DealAccount.of(terms(), chain.proven(), chain.settled());
    }

    /** Number of the try that is due: 0 for the first. */
    int attempt(DealTransaction.Kind kind, int number) {
        return refusals.getOrDefault(new DealTransaction(kind, number), 0);
    }

    DealFacts with(DealEvent event) {
        Promise p = promise;
        return switch (event) {
            case DealEvent.Proposed it -> of(it.request());
            case DealEvent.ReplicaChecked _ ->
                with(new Promise(true, p.collateralSecured, p.consented, p.signature, p.declined, p.end));
            case DealEvent.CollateralSecured _ ->
                with(new Promise(p.replicaChecked, true, p.consented, p.signature, p.declined, p.end));
            case DealEvent.Consented _ ->
                with(new Promise(p.replicaChecked, p.collateralSecured, true, p.signature, p.declined, p.end));
            case DealEvent.TermsSigned it ->
                with(new Promise(
                        p.replicaChecked, p.collateralSecured, p.consented, it.signature(), p.declined, p.end));
            case DealEvent.Declined it ->
                with(new Promise(p.replicaChecked, p.collateralSecured, p.consented, p.signature, it.reason(), p.end));
            case DealEvent.EndAgreed it ->
                with(new Promise(
                        p.replicaChecked, p.collateralSecured, p.consented, p.signature, p.declined, it.end()));
            case DealEvent.Refused it -> withRefusal(it.transaction(), it.attempt());
            case DealEvent.ChainSaid it -> with(chain.with(it.fact()));
            case DealEvent.ChainUnsaid it -> with(chain.before(it.fromBlock()));
            case DealEvent.HeadMoved it -> with(it.head());
        };
    }

    DealFacts with(ChainHead other) {
        return new DealFacts(request, promise, refusals, chain, head.latest(other));
    }

    private DealFacts with(Promise next) {
        return new DealFacts(request, next, refusals, chain, head);
    }

    private DealFacts with(DealChain next) {
        return new DealFacts(request, promise, refusals, next, head);
    }

    private DealFacts withRefusal(DealTransaction transaction, int attempt) {
        Map<DealTransaction, Integer> next = new HashMap<>(refusals);
        next.merge(transaction, attempt + 1, Math::max);
        return new DealFacts(request, promise, next, chain, head);
    }
}
