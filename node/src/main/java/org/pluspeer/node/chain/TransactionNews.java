package org.pluspeer.node.chain;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is still to be told of a desk's transactions; in order, by the desk's own thread, outside its lock. */
final class TransactionNews {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionNews.class);

    private final List<TransactionDesk.Listener> listeners = new CopyOnWriteArrayList<>();
    private final Queue<TransactionDesk.Ticket> untold = new ConcurrentLinkedQueue<>();

    void listen(TransactionDesk.Listener listener) {
        listeners.add(listener);
    }

    void add(TransactionDesk.Ticket ticket) {
        untold.add(ticket);
    }

    boolean isEmpty() {
        return untold.isEmpty();
    }

    void tellAll() {
        for (TransactionDesk.Ticket ticket = untold.poll(); ticket != null; ticket = untold.poll()) {
            for (TransactionDesk.Listener listener : listeners) {
                try {
                    listener.onOutcome(ticket.key(), ticket.outcome());
                } catch (RuntimeException e) {
                    if (isStopping(e)) {
                        continue; // who listens asks for it at its next start
                    }
                    LOG.error("The outcome of transaction {} was not taken note of", ticket.key(), e);
                }
            }
        }
    }

    private static boolean isStopping(RuntimeException e) {
        return e instanceof ProblemException problem && problem.problem().code() == Problem.Code.STOPPING;
    }
}
