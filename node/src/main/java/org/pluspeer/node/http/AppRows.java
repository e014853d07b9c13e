package org.pluspeer.node.http;

import static org.pluspeer.node.http.Endpoint.Method.DELETE;

import java.util.List;
import java.util.function.Supplier;
import org.pluspeer.node.app.App;
import org.pluspeer.node.app.AppBook;
import org.pluspeer.node.app.NewApp;
import org.pluspeer.node.http.Endpoint.None;

/** The rows about programs that the owner pairs. */
final class AppRows {
    private AppRows() {}

    static List<Endpoint<?, ?>> table(Supplier<Api.Rooms> rooms) {
        Supplier<Trust> trust = () -> rooms.get().trust();
        Endpoint.Function<None, TrustViews.Programs> list = call -> new TrustViews.Programs(
                trust.get().apps().list().stream().map(trust.get()::view).toList());
        Endpoint.Function<NewApp, AppBook.NewToken> pair = call -> pair(trust.get(), call.body());
        Endpoint.Function<None, TrustViews.Program> revoke = call -> revoke(trust.get(), call.pathPart("id"));
        return List.of(
                Rows.get("/apps", "The programs that you paired", Rows.NONE, TrustViews.Programs.class, list),
                Rows.post(
                        "/apps", "Pair a program; its token is shown once", NewApp.class, AppBook.NewToken.class, pair),
                new Endpoint<>(
                        DELETE,
                        "/apps/{id}",
                        "Revoke a program, at once",
                        Rows.NONE,
                        None.class,
                        TrustViews.Program.class,
                        revoke));
    }

    private static AppBook.NewToken pair(Trust trust, NewApp wanted) {
        AppBook.NewToken token = trust.apps().pair(wanted);
        trust.changed();
        return token;
    }

    private static TrustViews.Program revoke(Trust trust, String id) {
        App revoked = trust.apps().revoke(id);
        trust.inbox().forget(revoked.asker());
        trust.changed();
        return trust.view(revoked);
    }
}
