package org.pluspeer.node.run;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what belongs to one id one after the other, in the order in which it came, and different ids side by side. A
 * box that is empty takes no room and no thread.
 */
public final class Mailboxes {
    private static final Logger log = LoggerFactory.getLogger(Mailboxes.class);

    private final Executor threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Box> boxes = new HashMap<>();

    private static final class Box {
        private final Queue<Runnable> turns = new ArrayDeque<>();
        private @Nullable Thread worker;
    }

    /** @param threads gives each box with something in it a thread, such as a virtual one */
    public Mailboxes(Executor threads) {
        this.threads = threads;
    }

    /**
     * Puts something in the box and goes on. What it throws is logged.
     *
     * @throws ProblemException STOPPING if there are no threads any more
     */
    public void post(String id, Runnable turn) {
        lock.lock();
        try {
            Box box = boxes.get(id);
            if (box != null) {
                box.turns.add(turn);
                return;
            }
            Box fresh = new Box();
            fresh.turns.add(turn);
            threads.execute(() -> work(id, fresh));
            boxes.put(id, fresh);
        } catch (RejectedExecutionException e) {
            throw new ProblemException(Problem.Code.STOPPING, "No turns are taken any more.", e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts something in the box and waits for its answer. It may take long: when the threads are stopped, so is it.
     *
     * @throws ProblemException STOPPING if the waiting thread is interrupted; the turn may still be taken
     * @throws IllegalStateException if called from a turn of the same id, which would wait for itself
     */
    public <T> T call(String id, Supplier<T> turn) {
        FutureTask<T> task = new FutureTask<>(turn::get);
        lock.lock();
        try {
            refuseOwnTurn(id, boxes.get(id));
            post(id, task);
        } finally {
            lock.unlock();
        }
        return answer(task);
    }

    /**
     * The same for what is short: where the box is empty the caller's own thread takes the turn, and nobody has to be
     * woken for it, nor to wake the caller.
     */
    public <T> T callInPlace(String id, Supplier<T> turn) {
        FutureTask<T> task = new FutureTask<>(turn::get);
        Box mine = enter(id, task);
        if (mine == null) {
            return answer(task);
        }
        try {
            return turn.get();
        } finally {
            leave(id, mine);
        }
    }

    private static <T> T answer(FutureTask<T> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.Code.STOPPING, "Interrupted while waiting for a turn.", e);
        } catch (CancellationException e) {
            throw new ProblemException(Problem.Code.STOPPING, "No turns are taken any more.", e);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    private static void refuseOwnTurn(String id, @Nullable Box box) {
        if (box != null && box.worker == Thread.currentThread()) {
            throw new IllegalStateException("a turn of " + id + " waits for itself");
        }
    }

    /** The box, if it was empty and is the caller's now; null if the task waits in it. */
    private @Nullable Box enter(String id, Runnable task) {
        lock.lock();
        try {
            Box box = boxes.get(id);
            if (box != null) {
                refuseOwnTurn(id, box);
                box.turns.add(task);
                return null;
            }
            if (threads instanceof ExecutorService service && service.isShutdown()) {
                throw new ProblemException(Problem.Code.STOPPING, "No turns are taken any more.");
            }
            Box fresh = new Box();
            fresh.worker = Thread.currentThread();
            boxes.put(id, fresh);
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    /** What came meanwhile is somebody else's work: a caller waits for its own turn alone. */
    private void leave(String id, Box box) {
        lock.lock();
        try {
            box.worker = null;
            if (box.turns.isEmpty()) {
                boxes.remove(id);
                return;
            }
            threads.execute(() -> work(id, box));
        } catch (RejectedExecutionException e) {
            handBack(id, box);
        } finally {
            lock.unlock();
        }
    }

    /** There are no threads any more: those who wait must not wait for ever. */
    private void handBack(String id, Box box) {
        box.turns.forEach(turn -> {
            if (turn instanceof FutureTask<?> task) {
                task.cancel(false);
            }
        });
        boxes.remove(id);
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        return switch (e.getCause()) {
            case RuntimeException cause -> cause;
            case Error error -> throw error;
            case null, default -> new IllegalStateException(e);
        };
    }

    private void work(String id, Box box) {
        for (Runnable turn = next(id, box); turn != null; turn = next(id, box)) {
            try {
                turn.run();
            } catch (RuntimeException e) {
                log.error("A turn of {} failed", id, e);
            }
        }
    }

    private @Nullable Runnable next(String id, Box box) {
        lock.lock();
        try {
            Runnable turn = box.turns.poll();
            box.worker = turn == null ? null : Thread.currentThread();
            if (turn == null) {
                boxes.remove(id);
            }
            return turn;
        } finally {
            lock.unlock();
        }
    }
}
