package org.pluspeer.node.trade;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.sale.PurchaseView;
import org.pluspeer.node.sale.SaleRoom;
import org.pluspeer.node.sale.SaleView;
import org.pluspeer.wallet.eth.Hash32;

/** Which open deals come to need the owner's key, by when, and what happens if nobody unlocks it. */
public final class Unattended {
    private final SaleRoom room;

    public Unattended(SaleRoom room) {
        this.room = room;
    }

    /**
     * Something that only the owner's key can do.
     *
     * @param kind {@code sale} or {@code purchase}
     * @param id of the deal
     * @param needs what is to be signed, in a sentence
     * @param by unix seconds of the chain's time; null where nothing runs out
     * @param otherwise what happens if nobody unlocks, in a sentence
     */
    public record Need(
            String kind,
            Hash32 id,
            String title,
            String needs,
            @Nullable Long by,
            String otherwise) {}

    /** Those with the nearest deadline first. */
    public List<Need> all() {
        List<Need> all = new ArrayList<>();
        room.sales().list().sales().forEach(sale -> need(sale).ifPresent(all::add));
        room.purchases().list().purchases().forEach(purchase -> need(purchase).ifPresent(all::add));
        all.sort(Comparator.comparing(Unattended::byOrLast));
        return List.copyOf(all);
    }

    private static long byOrLast(Need need) {
        Long by = need.by();
        return by == null ? Long.MAX_VALUE : by;
    }

    private static Optional<Need> need(SaleView sale) {
        Long by = sale.deadlines().revealBy();
        return switch (sale.state()) {
            // The key itself goes to the buyer without the owner; only putting it on the chain takes the owner's key.
            case "accepted", "keySent" ->
                need(
                        sale,
                        "If the buyer does not let the money go, the key has to be put on the chain.",
                        by,
                        "The buyer can call the price back, with the part of your bond for not answering.");
            case "revealing" ->
                need(
                        sale,
                        "The key has to be put on the chain.",
                        by,
                        "The buyer can call the price back, with the part of your bond for not answering.");
            default -> Optional.empty();
        };
    }

    private static Optional<Need> need(SaleView sale, String needs, @Nullable Long by, String otherwise) {
        return Optional.of(new Need("sale", sale.id(), sale.title(), needs, by, otherwise));
    }

    private static Optional<Need> need(PurchaseView purchase) {
        return switch (purchase.state()) {
            case "fetching", "checked", "paying" ->
                Optional.of(new Need(
                        "purchase",
                        purchase.id(),
                        purchase.title(),
                        "The price has to be put into escrow.",
                        null,
                        "The offer runs out; nothing was paid and nothing is lost."));
            default -> Optional.empty();
        };
    }
}
