package org.pluspeer.node;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.pluspeer.node.account.WalletFile;
import org.pluspeer.node.http.AccessToken;
import org.pluspeer.node.http.HttpEdge;
import org.pluspeer.node.http.SetupRows;
import org.pluspeer.node.run.ClockAlarms;
import org.pluspeer.node.vault.SetupDesk;
import org.pluspeer.node.vault.UnlockGate;
import org.pluspeer.node.vault.Vault;
import org.pluspeer.wallet.key.Keystore;

/** The second stage: the page and the vault behind it, before any key is there. */
record DoorStage(Closer closer, Vertx vertx, ExecutorService threads, Vault vault, SetupDesk setup, HttpEdge edge)
        implements AutoCloseable {
    private static final int TOKEN_BYTES = 32;

    /** @param onStop called when somebody asks the node to stop */
    static DoorStage open(
            Settings settings, StorageStage storage, InstantSource clock, SecureRandom random, Runnable onStop) {
        DataDirectory directory = settings.directory();
        Closer closer = new Closer();
        try {
            Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setPreferNativeTransport(true));
            closer.add(() -> stop(vertx));
            ExecutorService threads = closer.add(Executors.newVirtualThreadPerTaskExecutor());
            ClockAlarms alarms = closer.add(new ClockAlarms(threads));
            Vault vault = closer.add(new Vault(new Vault.Ground(
                    new WalletFile(directory.walletFile(), random),
                    new UnlockGate(directory.attempts(), clock, System::nanoTime),
                    directory.standbyFile(),
                    settings.lightSeal() ? Keystore.Cost.LIGHT : Keystore.Cost.STANDARD,
                    storage.journal(),
                    clock,
                    System::nanoTime,
                    random,
                    alarms)));
            SetupDesk setup = new SetupDesk(
                    vault, directory, settings.lockAfter(), () -> storage.own().recall(storage.journal()));
            Runnable stop = () -> {
                setup.stop();
                onStop.run();
            };
            HttpEdge edge = closer.add(new HttpEdge(
                    vertx, threads, new SetupRows.Door(setup, stop), token(directory, random), settings.httpPort()));
            directory.writeRunning(
                    new DataDirectory.Running(ProcessHandle.current().pid(), "http://127.0.0.1:" + edge.port(), ""));
            closer.add(directory::clearRunning);
            return new DoorStage(closer, vertx, threads, vault, setup, edge);
        } catch (RuntimeException e) {
            closer.close();
            throw e;
        }
    }

    private static AccessToken token(DataDirectory directory, SecureRandom random) {
        String secret = directory.existingToken().orElseGet(() -> HexFormat.of()
                .formatHex(KeyStage.bytes(random, TOKEN_BYTES)));
        directory.writeToken(secret);
        return new AccessToken(secret);
    }

    private static void stop(Vertx vertx) {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("the event loops did not stop", e);
        }
    }

    @Override
    public void close() {
        closer.close();
    }
}
