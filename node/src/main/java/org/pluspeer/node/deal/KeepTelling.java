package org.pluspeer.node.deal;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.deal.DealEvent;
import org.pluspeer.market.deal.DealMoney;
import org.pluspeer.market.deal.DealState;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.market.deal.DealTransaction;
import org.pluspeer.market.deal.Hosting;
import org.pluspeer.market.deal.Placement;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.run.Turns.Story;
import org.pluspeer.wallet.eth.Amount;

/** Deals in plain words. */
final class KeepTelling {
    private static final DealTransaction OPENING = new DealTransaction(DealTransaction.Kind.OPEN, 0);

    private final DealPorts ports;
    private final Sources sources;
    private final Mending mending;

    KeepTelling(DealPorts ports, Sources sources, Mending mending) {
        this.ports = ports;
        this.sources = sources;
        this.mending = mending;
    }

    KeptView view(KeepBook.Keep keep) {
        List<KeptView.CopyView> copies =
                mending.stories(keep).stream().map(story -> copy(story.state())).toList();
        int safe = (int) copies.stream()
                .filter(copy -> copy.state().equals("kept") && !copy.lost())
                .count();
        boolean failed = copies.stream().anyMatch(KeptView.CopyView::lost);
        String state = state(keep, safe, failed, copies);
        String trouble = mending.trouble(keep.id());
        return new KeptView(
                keep.id(),
                keep.name(),
                keep.sha256(),
                keep.size(),
                state,
                words(state, safe, keep.copies()),
                keep.copies(),
                safe,
                keep.until(),
                ports.chain().token(keep.token()),
                keep.max(),
                mending.spent(keep),
                sources.isHere(keep),
                keep.at(),
                copies,
                trouble);
    }

    private static String state(KeepBook.Keep keep, int safe, boolean failed, List<KeptView.CopyView> copies) {
        if (keep.endedAt() != null) {
            boolean stands = copies.stream().anyMatch(copy -> !List.of("ended", "closing", "expired", "declined")
                    .contains(copy.state()));
            return stands ? "ending" : "over";
        }
        if (safe >= keep.copies()) {
            return "kept";
        }
        boolean ended = !copies.isEmpty()
                && copies.stream().allMatch(copy -> List.of("ended", "closing").contains(copy.state()));
        if (ended) {
            return "over";
        }
        return failed ? "mending" : "placing";
    }

    private static String words(String state, int safe, int copies) {
        return switch (state) {
            case "kept" -> "Kept by " + safe + (safe == 1 ? " provider" : " providers");
            case "over" -> "Its time is over";
            case "ending" -> "You ended it; what was not used comes back after the epoch that runs";
            case "mending" -> safe + " of " + copies + " replicas stand; a new one is being made";
            default -> safe + " of " + copies + " replicas stand; the rest is on its way";
        };
    }

    private KeptView.CopyView copy(Placement placement) {
        DealTerms terms = placement.facts().terms();
        boolean opened = placement.facts().chain().opened().isPresent();
        return new KeptView.CopyView(
                placement.facts().request().id(),
                name(placement),
                words(placement),
                terms.provider(),
                terms.epochs(),
                proven(placement.facts().decided(), placement.missed()),
                placement.missed(),
                terms.price(),
                terms.collateral(),
                opened ? placement.facts().account().client() : Amount.ZERO,
                placement.needsRepair()
                        || mending.isLost(placement.facts().request().id()));
    }

    private static int proven(int decided, int missed) {
        return decided - missed;
    }

    private static String name(Placement placement) {
        return placement.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    private String words(Placement placement) {
        return switch (placement) {
            case Placement.Proposing _ -> "Being handed over";
            case Placement.Opening it
            when it.facts().refusals().containsKey(OPENING) -> "Could not be paid for yet; it is tried again";
            case Placement.Approving _, Placement.Opening _ -> "Being paid for";
            case Placement.Kept it
            when it.isEndAgreed() ->
                "Ends after epoch "
                        + Objects.requireNonNull(it.facts().promise().end())
                                .end()
                                .epochs();
            case Placement.Kept it
            when mending.isLost(it.facts().request().id()) -> "Missed " + it.missed() + " and can't show the bytes";
            case Placement.Kept it when it.missed() > 0 -> "Kept; missed " + it.missed();
            case Placement.Kept _ -> "Kept";
            case Placement.Closing _ when placement.needsRepair() -> "Lost; its collateral is being called in";
            case Placement.Closing _ -> "Over; being settled";
            case Placement.Ended it when it.ended().how() == DealState.DEFAULTED -> "Lost; its collateral is forfeited";
            case Placement.Ended _ -> "Over and settled";
            case Placement.Expired _ -> "Was not opened in time";
            case Placement.Declined it -> it.reason();
        };
    }

    /** @param given what of it is given on */
    static HostedView hosted(
            Story<Hosting, DealEvent> story,
            ReplicaStore replicas,
            TokenView token,
            HostedView.@Nullable GivenView given) {
        Hosting state = story.state();
        DealTerms terms = state.facts().terms();
        ReplicaStore.Slot slot = ReplicaStore.Slot.of(terms);
        DealMoney money = DealMoney.of(state);
        int missed = state.facts().chain().proven().missedOf(state.facts().decided());
        boolean checked = state.facts().promise().replicaChecked();
        Boolean held = (checked && !state.isOver()) ? replicas.holds(slot) : null;
        long next = state.facts()
                .clock()
                .filter(_ -> !state.isOver() && state.facts().decided() < terms.epochs())
                .map(clock -> clock.challenge(state.facts().decided()))
                .orElse(0L);
        boolean lost = Boolean.FALSE.equals(held);
        return new HostedView(
                state.facts().request().id(),
                state.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT),
                words(state, lost),
                terms.client(),
                terms.size(),
                checked ? terms.size() : replicas.received(slot),
                held,
                terms.epochs(),
                proven(state.facts().decided(), missed),
                missed,
                token,
                terms.price(),
                terms.collateral(),
                money.earned().plus(money.pending()),
                story.begunAt(),
                next == 0 ? null : next,
                given,
                lost ? "The replica is not on this disk any more: each missed epoch costs collateral." : null);
    }

    private static String words(Hosting state, boolean lost) {
        if (lost) {
            return "The bytes are gone";
        }
        return switch (state) {
            case Hosting.Receiving _ -> "Coming in";
            case Hosting.Securing _ -> "Collateral is being put up";
            case Hosting.Signing _ -> "To be signed";
            case Hosting.Offered _ -> "Signed; the client may open it";
            case Hosting.Storing _ -> "Kept";
            case Hosting.Proving _ -> "Being shown to the chain";
            case Hosting.Closing _ -> "Over; being settled";
            case Hosting.Ended it when it.ended().how() == DealState.DEFAULTED -> "Lost; the collateral is forfeited";
            case Hosting.Ended _ -> "Over and settled";
            case Hosting.Expired _ -> "Was not opened in time";
            case Hosting.Declined it -> it.reason();
        };
    }
}
