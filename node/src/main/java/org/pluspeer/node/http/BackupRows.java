package org.pluspeer.node.http;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.KeyProblems;
import org.pluspeer.node.http.Endpoint.None;
import org.pluspeer.node.vault.Backups;
import org.pluspeer.wallet.key.KeyException;
import org.pluspeer.wallet.key.Mnemonic;
import org.pluspeer.wallet.key.Passphrase;

/** The rows about backups. */
final class BackupRows {
    private BackupRows() {}

    static List<Endpoint<?, ?>> table(Supplier<Api.Rooms> rooms) {
        Endpoint.Function<None, KeyView.BackupMade> make = call -> make(rooms.get());
        Endpoint.Function<KeyView.Drill, Backups.Drilled> drill =
                call -> drill(rooms.get().keys().backups(), call.body());
        return List.of(
                Rows.post("/wallet/backup", "Make a backup file", None.class, KeyView.BackupMade.class, make),
                Rows.post(
                        "/wallet/drill",
                        "Try whether a backup can be restored",
                        KeyView.Drill.class,
                        Backups.Drilled.class,
                        drill));
    }

    private static KeyView.BackupMade make(Api.Rooms rooms) {
        Backups.Made made = rooms.keys().backups().make();
        return new KeyView.BackupMade(
                made.file(),
                made.path().toString(),
                made.size(),
                made.at(),
                rooms.downloads().issue(new DownloadTickets.Download(made.path(), made.file())));
    }

    private static Backups.Drilled drill(Backups backups, KeyView.Drill wanted) {
        String words = wanted.words();
        char[] added = wanted.wordsPassphrase();
        Optional<Path> file = Optional.ofNullable(wanted.file()).map(BackupRows::path);
        if (words == null) {
            return backups.drill(file, Optional.empty());
        }
        try (Passphrase more = added == null ? Passphrase.none() : Rows.secret(added);
                Mnemonic typed = Mnemonic.parse(words);
                Mnemonic whole = typed.with(more)) {
            return backups.drill(file, Optional.of(whole));
        } catch (KeyException e) {
            throw KeyProblems.of(e);
        }
    }

    private static Path path(@Nullable String text) {
        try {
            return Path.of(String.valueOf(text)).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "this is no path: " + e.getReason(), e);
        }
    }
}
