package org.pluspeer.node.http;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.app.App;
import org.pluspeer.node.app.Scope;
import org.pluspeer.wallet.policy.Asker;

/** Who is calling: the owner by the node's own token, or a program by its own. */
final class Gate {
    private static final String SCHEME = "Bearer ";

    private final AccessToken owner;
    private final Function<String, Optional<App>> apps;
    private final Consumer<Asker> used;

    /**
     * @param apps whose token it is; empty where it is nobody's, or not any more
     * @param used told who called; may block
     */
    Gate(AccessToken owner, Function<String, Optional<App>> apps, Consumer<Asker> used) {
        this.owner = owner;
        this.apps = apps;
        this.used = used;
    }

    /** The same owner, and these programs. */
    Gate admitting(Function<String, Optional<App>> programs, Consumer<Asker> told) {
        return new Gate(owner, programs, told);
    }

    /** A call of theirs begins. */
    void used(Asker caller) {
        used.accept(caller);
    }

    /** Somebody with a token. */
    record Caller(Asker asker, Set<Endpoint.Access> may) {
        private static final Caller OWNER = new Caller(Asker.OWNER, EnumSet.allOf(Endpoint.Access.class));

        private static Caller of(App app) {
            Set<Endpoint.Access> may = EnumSet.of(Endpoint.Access.APP);
            app.scopes().forEach(scope -> may.add(access(scope)));
            return new Caller(app.asker(), may);
        }

        private static Endpoint.Access access(Scope scope) {
            return switch (scope) {
                case READ -> Endpoint.Access.READ;
                case SELL -> Endpoint.Access.SELL;
                case BUY -> Endpoint.Access.BUY;
                case SPEND -> Endpoint.Access.SPEND;
                case SIGN -> Endpoint.Access.SIGN;
            };
        }

        /** What speaks against a call, if anything. */
        Optional<Problem> objection(Endpoint.Access access) {
            if (may.contains(access)) {
                return Optional.empty();
            }
            String why =
                    switch (access) {
                        case OWNER -> "this is for the owner alone";
                        case APP, READ, SELL, BUY, SPEND, SIGN ->
                            "this program's token has not the scope "
                                    + access.name().toLowerCase(java.util.Locale.ROOT);
                    };
            return Optional.of(new Problem(Problem.Code.FORBIDDEN, why));
        }
    }

    /** Empty where the header carries no token of ours. */
    Optional<Caller> caller(@Nullable String header) {
        if (owner.admits(header)) {
            return Optional.of(Caller.OWNER);
        }
        return header == null || !header.startsWith(SCHEME)
                ? Optional.empty()
                : apps.apply(header.substring(SCHEME.length())).map(Caller::of);
    }
}
