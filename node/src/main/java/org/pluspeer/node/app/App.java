package org.pluspeer.node.app;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Limits;

/**
 * A program that the owner paired.
 *
 * @param pairedAt unix seconds
 * @param expiresAt unix seconds
 * @param usedAt unix seconds; null if never
 * @param ended why it is over; null while it is not
 */
public record App(
        String id,
        String name,
        Set<Scope> scopes,
        Limits limits,
        long pairedAt,
        long expiresAt,
        @Nullable Long usedAt,
        @Nullable String ended) {

    static App of(String id, long at, AppRecord.Paired paired) {
        List<Scope> scopes = paired.scopes();
        return new App(
                id,
                paired.name(),
                scopes.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(scopes)),
                paired.limits(),
                at,
                paired.expiresAt(),
                null,
                null);
    }

    public Asker.App asker() {
        return new Asker.App(id);
    }

    App used(long at) {
        return new App(id, name, scopes, limits, pairedAt, expiresAt, at, ended);
    }

    App ended(String why) {
        return new App(id, name, scopes, limits, pairedAt, expiresAt, usedAt, why);
    }
}
