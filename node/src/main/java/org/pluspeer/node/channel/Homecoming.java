package org.pluspeer.node.channel;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pluspeer.market.channel.ChannelFact;
import org.pluspeer.market.channel.Incoming;
import org.pluspeer.market.channel.Outgoing;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.Outcome;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches money out of the contract's ledger once a channel has ended for good, unless that costs more than it brings.
 * One transaction for each channel that ended, and one at a time for each token.
 */
final class Homecoming {
    /** Of what fetches money, followed by the channel whose end made it worth it. */
    static final String KEY = "channel-home/";

    private static final Logger LOG = LoggerFactory.getLogger(Homecoming.class);

    private final ChannelPorts ports;
    private final PayingDesk paying;
    private final EarningDesk earning;
    private final ClaimPrice price;
    private final Executor threads;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Set<Hash32> home = new HashSet<>();

    Homecoming(ChannelPorts ports, PayingDesk paying, EarningDesk earning, Executor threads) {
        this.ports = ports;
        this.paying = paying;
        this.earning = earning;
        this.price = new ClaimPrice(ports);
        this.threads = threads;
    }

    /** Looks on a thread of its own; while one look is under way there is no other. */
    void look(ChainTime time) {
        if (!ports.locked().getAsBoolean() && busy.compareAndSet(false, true)) {
            try {
                threads.execute(() -> {
                    try {
                        lookNow(time);
                    } finally {
                        busy.set(false);
                    }
                });
            } catch (RejectedExecutionException e) {
                // The node stops; the next one looks again.
                busy.set(false);
            }
        }
    }

    private void lookNow(ChainTime time) {
        Set<Address> tokens = new HashSet<>();
        try {
            for (var story : paying.stories()) {
                if (story.state() instanceof Outgoing.Closed it) {
                    fetch(it.facts().plan().id(), it.facts().plan().terms().token(), it.how(), time, tokens);
                }
            }
            for (var story : earning.stories()) {
                if (story.state() instanceof Incoming.Closed it) {
                    fetch(it.facts().plan().id(), it.facts().plan().terms().token(), it.how(), time, tokens);
                }
            }
        } catch (ProblemException e) {
            LOG.info("Money of a channel that ended is fetched later: {}", e.getMessage());
        }
    }

    private void fetch(Hash32 id, Address token, ChannelFact.Closed how, ChainTime time, Set<Address> tokens) {
        if (how.block() > time.finalizedBlock() || home.contains(id) || tokens.contains(token)) {
            return;
        }
        String key = KEY + id.hex();
        Optional<Outcome> known = ports.orders().find(key);
        if (known.isPresent()) {
            if (known.get().status() == Outcome.Status.PENDING) {
                tokens.add(token);
            } else {
                home.add(id);
            }
            return;
        }
        Amount amount = ports.ledger(token);
        Amount cost = price.of(token).orElse(Amount.ZERO);
        if (amount.isMoreThan(cost)) {
            ports.orders().order(key, new ChannelOrder.Withdraw(token, amount));
            tokens.add(token);
        } else {
            home.add(id);
        }
    }
}
