package org.pluspeer.node.http;

import java.util.List;
import java.util.function.Supplier;
import org.pluspeer.node.http.Endpoint.None;
import org.pluspeer.node.vault.SetupDesk;
import org.pluspeer.wallet.key.Passphrase;

/** The rows that answer before there is a wallet, and until the node runs. */
public final class SetupRows {
    private SetupRows() {}

    /** Whom they ask. */
    public record Door(SetupDesk desk, Runnable stop) {}

    static List<Endpoint<?, ?>> table(Supplier<SetupDesk> desk) {
        Endpoint.Function<None, SetupDesk.State> state = call -> desk.get().state();
        Endpoint.Function<SetupView.Create, SetupDesk.Created> create = call -> create(desk.get(), call.body());
        Endpoint.Function<SetupView.Restore, SetupView.Begun> restore = call -> restore(desk.get(), call.body());
        Endpoint.Function<SetupView.Unlock, SetupDesk.State> unlock = call -> unlock(desk.get(), call.body());
        return List.of(
                Rows.get("/setup", "How far the node is with being set up", Rows.NONE, SetupDesk.State.class, state),
                Rows.post(
                        "/setup/create", "Make a new wallet", SetupView.Create.class, SetupDesk.Created.class, create),
                Rows.post(
                        "/setup/restore",
                        "Take up a wallet by its words",
                        SetupView.Restore.class,
                        SetupView.Begun.class,
                        restore),
                Rows.post("/setup/unlock", "Unlock and start", SetupView.Unlock.class, SetupDesk.State.class, unlock));
    }

    /** All that answers while the node waits. */
    static List<Endpoint<?, ?>> door(Supplier<Door> door) {
        Endpoint.Function<None, Views.Stopping> stop = call -> {
            door.get().stop().run();
            return new Views.Stopping(true);
        };
        return Rows.joined(
                table(() -> door.get().desk()),
                List.of(Rows.post("/stop", "Stop the node; nothing is lost", None.class, Views.Stopping.class, stop)));
    }

    private static SetupDesk.Created create(SetupDesk desk, SetupView.Create wanted) {
        Integer words = wanted.words();
        try (Passphrase passphrase = Rows.secret(wanted.passphrase())) {
            return desk.create(passphrase, words == null ? 12 : words);
        }
    }

    private static SetupView.Begun restore(SetupDesk desk, SetupView.Restore wanted) {
        char[] added = wanted.wordsPassphrase();
        try (Passphrase passphrase = Rows.secret(wanted.passphrase());
                Passphrase words = added == null ? Passphrase.none() : Rows.secret(added)) {
            return new SetupView.Begun(desk.restore(wanted.words(), words, passphrase));
        }
    }

    private static SetupDesk.State unlock(SetupDesk desk, SetupView.Unlock wanted) {
        try (Passphrase passphrase = Rows.secret(wanted.passphrase())) {
            desk.unlock(passphrase);
            return desk.state();
        }
    }
}
