package org.pluspeer.node.http;

import static org.pluspeer.node.http.Endpoint.Method.DELETE;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.HeldView;
import org.pluspeer.node.http.Endpoint.Access;
import org.pluspeer.node.http.Endpoint.Call;
import org.pluspeer.node.http.Endpoint.None;
import org.pluspeer.node.vault.Account;
import org.pluspeer.node.vault.Accounts;
import org.pluspeer.node.vault.Vault;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.key.Passphrase;

/** The rows about the lock, the words and the accounts. */
final class AccountRows {
    private AccountRows() {}

    static List<Endpoint<?, ?>> table(Supplier<Api.Rooms> rooms) {
        return Rows.joined(lock(rooms), accounts(rooms));
    }

    private static List<Endpoint<?, ?>> lock(Supplier<Api.Rooms> rooms) {
        Endpoint.Function<None, LockView> view = call -> keys(rooms).lock().get();
        Endpoint.Function<KeyView.Unlock, LockView> unlock = call -> unlock(keys(rooms), call.body());
        Endpoint.Function<None, LockView> lock = call -> {
            keys(rooms).vault().lock();
            return keys(rooms).lock().get();
        };
        Endpoint.Function<KeyView.Standby, LockView> standby = call -> standby(keys(rooms), call.body());
        Endpoint.Function<KeyView.Asked, KeyView.Words> words = call -> {
            try (Passphrase passphrase = Rows.secret(call.body().passphrase())) {
                return new KeyView.Words(keys(rooms).words().show(passphrase));
            }
        };
        Endpoint.Function<None, KeyView.Places> places = call -> new KeyView.Places(
                keys(rooms).words().asked(), keys(rooms).words().isBackedUp());
        Endpoint.Function<KeyView.Answers, KeyView.BackedUp> check = call -> {
            keys(rooms).words().answer(places(call.body().answers()));
            return new KeyView.BackedUp(true);
        };
        return List.of(
                Rows.get(
                                "/wallet/lock",
                                "Whether the wallet is locked, and until when",
                                Rows.NONE,
                                LockView.class,
                                view)
                        .forApps(Access.READ),
                Rows.post("/wallet/unlock", "Unlock the accounts", KeyView.Unlock.class, LockView.class, unlock),
                Rows.post("/wallet/lock", "Wipe the accounts' keys from memory", None.class, LockView.class, lock),
                Rows.post(
                        "/wallet/standby",
                        "Let the node start without its owner, or not",
                        KeyView.Standby.class,
                        LockView.class,
                        standby),
                Rows.post("/wallet/words", "Show the words", KeyView.Asked.class, KeyView.Words.class, words),
                Rows.get("/wallet/words/check", "Which words are asked for", Rows.NONE, KeyView.Places.class, places),
                Rows.post(
                        "/wallet/words/check",
                        "Say the words asked for",
                        KeyView.Answers.class,
                        KeyView.BackedUp.class,
                        check));
    }

    private static List<Endpoint<?, ?>> accounts(Supplier<Api.Rooms> rooms) {
        Endpoint.Function<None, KeyView.All> all =
                call -> new KeyView.All(keys(rooms).accounts().all());
        Endpoint.Function<KeyView.Named, Account> add =
                call -> keys(rooms).accounts().add(call.body().name());
        Endpoint.Function<KeyView.Import, Account> bring =
                call -> bring(keys(rooms).accounts(), call.body());
        Endpoint.Function<KeyView.Watch, Account> watch = call ->
                keys(rooms).accounts().watch(call.body().name(), call.body().address());
        Endpoint.Function<None, HeldView> balance = call -> rooms.get()
                .account()
                .held(keys(rooms).accounts().get(account(call)).address());
        Endpoint.Function<KeyView.Named, Account> rename =
                call -> keys(rooms).accounts().rename(account(call), call.body().name());
        Endpoint.Function<KeyView.Export, Accounts.Exported> export =
                call -> export(keys(rooms).accounts(), account(call), call.body());
        Endpoint.Function<None, KeyView.Removed> remove = call -> {
            keys(rooms).accounts().remove(account(call));
            return new KeyView.Removed(account(call));
        };
        return List.of(
                Rows.get("/accounts", "All accounts", Rows.NONE, KeyView.All.class, all)
                        .forApps(Access.READ),
                Rows.post("/accounts", "The next account under the words", KeyView.Named.class, Account.class, add),
                Rows.post(
                        "/accounts/import",
                        "Take in a private key or key file",
                        KeyView.Import.class,
                        Account.class,
                        bring),
                Rows.post("/accounts/watch", "Watch an address", KeyView.Watch.class, Account.class, watch),
                Rows.get(
                                "/accounts/{address}/balance",
                                "What an account of the wallet holds",
                                Rows.NONE,
                                HeldView.class,
                                balance)
                        .forApps(Access.READ),
                Rows.post(
                        "/accounts/{address}/name",
                        "Call it something else",
                        KeyView.Named.class,
                        Account.class,
                        rename),
                Rows.post(
                        "/accounts/{address}/export",
                        "Take an account's key out",
                        KeyView.Export.class,
                        Accounts.Exported.class,
                        export),
                new Endpoint<>(
                        DELETE,
                        "/accounts/{address}",
                        "Show an account no more",
                        Rows.NONE,
                        None.class,
                        KeyView.Removed.class,
                        remove));
    }

    private static Api.Keys keys(Supplier<Api.Rooms> rooms) {
        return rooms.get().keys();
    }

    private static Address account(Call<?> call) {
        return Address.parse(call.pathPart("address"));
    }

    private static LockView unlock(Api.Keys keys, KeyView.Unlock wanted) {
        Long minutes = wanted.minutes();
        Duration time = minutes == null ? Vault.DEFAULT_LOCK : Duration.ofMinutes(Math.min(minutes, 1L << 40));
        try (Passphrase passphrase = Rows.secret(wanted.passphrase())) {
            keys.vault().unlock(passphrase, Optional.of(time));
        }
        return keys.lock().get();
    }

    private static LockView standby(Api.Keys keys, KeyView.Standby wanted) {
        try (Passphrase passphrase = Rows.secret(wanted.passphrase())) {
            keys.vault().leaveStandby(passphrase, wanted.leave());
        }
        return keys.lock().get();
    }

    private static Map<Integer, String> places(Map<String, String> answers) {
        try {
            return answers.entrySet().stream()
                    .collect(java.util.stream.Collectors.toMap(
                            answer -> Integer.parseInt(answer.getKey()), Map.Entry::getValue));
        } catch (NumberFormatException e) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "answers go by the places of the words", e);
        }
    }

    private static Account bring(Accounts accounts, KeyView.Import wanted) {
        char[] key = wanted.key();
        String keystore = wanted.keystore();
        char[] typed = wanted.passphrase();
        if ((key == null) == (keystore == null)) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "send either a key or a keystore");
        }
        if (key != null) {
            return accounts.importKey(wanted.name(), key);
        }
        try (Passphrase passphrase = typed == null ? Passphrase.none() : Rows.secret(typed)) {
            return accounts.importFile(wanted.name(), String.valueOf(keystore), passphrase);
        }
    }

    private static Accounts.Exported export(Accounts accounts, Address account, KeyView.Export wanted) {
        boolean file = wanted.format().equals("keystore");
        if (!file && !wanted.format().equals("key")) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "the format is keystore or key");
        }
        char[] chosen = wanted.newPassphrase();
        try (Passphrase passphrase = Rows.secret(wanted.passphrase().clone());
                Passphrase next = Rows.secret(chosen == null ? wanted.passphrase() : chosen)) {
            return accounts.export(account, passphrase, file ? Optional.of(next) : Optional.empty());
        }
    }
}
