package org.pluspeer.node.p2p;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.market.wire.Hello;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Greets whoever is at the other end of a fresh connection, and lets it in or says why not. */
final class Reception {
    private static final Logger log = LoggerFactory.getLogger(Reception.class);
    private static final Duration RETIRED_CHECK = Duration.ofSeconds(1);
    private static final int RETIRED_CHECKS = 30;

    private final Greeting greeting;
    private final Link.Toolbox tools;
    private final InstantSource clock;
    private final LinkTable table;
    private final Bindings bindings;
    private final Farewells farewells;
    private final LinkOwner owner;
    private final Semaphore greetings;
    private volatile boolean closed;

    Reception(
            Greeting greeting,
            Link.Toolbox tools,
            InstantSource clock,
            LinkTable table,
            Bindings bindings,
            Farewells farewells,
            LinkOwner owner) {
        this.greeting = greeting;
        this.tools = tools;
        this.clock = clock;
        this.table = table;
        this.bindings = bindings;
        this.farewells = farewells;
        this.owner = owner;
        this.greetings = new Semaphore(tools.limits().greeting());
    }

    /** Lets nobody in from now on. */
    void close() {
        closed = true;
    }

    /** A caller. It is greeted, or hung up on. */
    void accepted(Pipe pipe) {
        if (closed || !greetings.tryAcquire()) {
            pipe.close();
            return;
        }
        try {
            greet(pipe);
        } catch (ProblemException e) {
            log.info(
                    "No link with {} at {}: {}",
                    pipe.node(),
                    pipe.remote(),
                    e.problem().detail());
        } finally {
            greetings.release();
        }
    }

    /**
     * Greets over a fresh connection, and lets the peer in.
     *
     * @return the peer; another link with it may be the one that stays
     * @throws ProblemException PEER_REFUSED or PEER_UNREACHABLE
     */
    PeerInfo greet(Pipe pipe) {
        Link link = new Link(pipe, tools, owner);
        try {
            Hello hello = link.greet();
            Greeting.Met met = greeting.check(hello, pipe.node());
            if (met.binding() != null && !bindings.learn(met.binding())) {
                throw new Greeting.UnfitException(
                        Bye.Reason.WRONG_IDENTITY, "the account has named another node since");
            }
            return admit(new LinkTable.Peer(link, info(pipe, met)));
        } catch (Greeting.UnfitException e) {
            link.cut(e.reason(), e.sentence());
            throw new ProblemException(Problem.Code.PEER_REFUSED, pipe.node() + ": " + e.sentence(), e);
        } finally {
            Parting parting = link.parting();
            if (parting != null && parting.reason() == Bye.Reason.TRIED) {
                owner.tried(pipe);
            } else if (parting != null) {
                farewells.add(pipe, parting);
            }
        }
    }

    private PeerInfo info(Pipe pipe, Greeting.Met met) {
        Address account = met.binding() == null ? null : met.binding().account();
        return new PeerInfo(
                pipe.node(),
                account,
                pipe.remote(),
                pipe.carrier(),
                met.listens(),
                met.agent(),
                pipe.dialled(),
                clock.instant());
    }

    private PeerInfo admit(LinkTable.Peer peer) {
        LinkTable.Admission admission = table.admit(peer);
        admission.cut().forEach((other, why) -> other.link().cut(why.reason(), why.text()));
        LinkTable.Dismissal refused = admission.refused();
        if (refused != null) {
            peer.link().cut(refused.reason(), refused.text());
            return table.of(peer.info().node())
                    .map(LinkTable.Peer::info)
                    .orElseThrow(() -> new ProblemException(Problem.Code.PEER_UNREACHABLE, refused.text()));
        }
        if (!peer.link().serve()) {
            table.remove(peer);
            throw new ProblemException(
                    Problem.Code.PEER_UNREACHABLE,
                    "the link with " + peer.info().node() + " ended at once");
        }
        admission.retire().forEach(loser -> closeWhenIdle(loser, RETIRED_CHECKS));
        if (admission.first()) {
            owner.linked(peer.info());
        }
        return peer.info();
    }

    private void closeWhenIdle(LinkTable.Peer peer, int checksLeft) {
        tools.scheduler().after(RETIRED_CHECK, () -> {
            if (peer.link().isIdle() || checksLeft == 0) {
                peer.link().cut(Bye.Reason.DUPLICATE_LINK, "there is another link");
            } else if (peer.link().parting() == null) {
                closeWhenIdle(peer, checksLeft - 1);
            }
        });
    }
}
