package org.pluspeer.node.p2p.find;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.Find;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.NodeAddress;
import org.pluspeer.market.wire.NodeBinding;
import org.pluspeer.node.p2p.sim.SimNetwork;
import org.pluspeer.node.p2p.sim.VirtualTime;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.key.NodeKey;

/** Finders in a network in memory. A question to a node that isn't there fails after two seconds. */
final class FinderTown {
    static final long DAY_ONE = 1_793_000_000L;
    private static final long LIMIT = 2_000;

    final VirtualTime time = new VirtualTime();
    final SimNetwork<Message> network;
    final List<Citizen> citizens = new ArrayList<>();
    private final SplittableRandom random;
    private final Map<Address, Citizen> byNode = new HashMap<>();

    FinderTown(long seed, SimNetwork.Weather weather) {
        this.network = new SimNetwork<>(time, seed, weather);
        this.random = new SplittableRandom(seed);
    }

    long now() {
        return DAY_ONE + time.now() / 1000;
    }

    /** One node: an honest one by its finder, another by whatever it says instead. */
    final class Citizen {
        final NodeKey key;
        final byte[] ip;
        final Finder finder;
        final int number;
        private final Map<Long, Finding> found = new HashMap<>();
        private long tickets;

        @Nullable
        BiFunction<Caller, Message, Optional<Message>> lie;

        Citizen(NodeKey key, byte[] ip) {
            this.key = key;
            this.ip = ip;
            this.finder = new Finder(
                    key.address(),
                    key::sign,
                    address -> !AddressGroup.isPrivate(address.ip()),
                    FindLimits.DEFAULT,
                    new SplittableRandom(random.nextLong()));
            this.finder.listenAt(List.of(new NodeAddress(NodeAddress.DIRECT, ip, 4040)));
            this.number = network.join(this::hear);
        }

        Address node() {
            return key.address();
        }

        Caller caller() {
            return new Caller(node(), ip);
        }

        void meets(Citizen other) {
            finder.linked(other.node(), now());
            act();
        }

        void tick() {
            finder.tick(now());
            act();
        }

        /** Ticks each minute from now on, as a running node does. */
        void live() {
            time.after(60_000, () -> {
                if (network.isAlive(number)) {
                    tick();
                    live();
                }
            });
        }

        void serve(Hash32 root) {
            finder.serve(Set.of(root));
            tick();
        }

        long find(Find.Kind kind, Position goal, int wanted) {
            finder.find(++tickets, kind, goal, wanted, now());
            act();
            return tickets;
        }

        /** What came of a search that must be over by now. */
        Finding found(long ticket) {
            return Objects.requireNonNull(found.get(ticket));
        }

        private @Nullable Message hear(int from, Message question) {
            Caller caller = citizens.get(from).caller();
            if (lie != null) {
                Optional<Message> said = lie.apply(caller, question);
                if (said.isPresent()) {
                    return said.get();
                }
            }
            Message reply = finder.answer(caller, question, now());
            act();
            return reply;
        }

        void act() {
            for (Act act : finder.drain()) {
                switch (act) {
                    case Act.Done done -> found.put(done.ticket(), done.finding());
                    case Act.Ask ask -> put(ask);
                }
            }
        }

        private void put(Act.Ask ask) {
            Citizen to = byNode.get(ask.node());
            if (to == null
                    || (!ask.addresses().isEmpty()
                            && !ask.addresses().getFirst().isAt(to.ip))) {
                time.after(LIMIT, () -> failed(ask.id()));
                return;
            }
            network.ask(
                    number,
                    to.number,
                    ask.question(),
                    LIMIT,
                    reply -> reply.ifPresentOrElse(
                            message -> {
                                finder.replied(ask.id(), to.caller(), message, now());
                                act();
                            },
                            () -> failed(ask.id())));
        }

        private void failed(long id) {
            finder.failed(id, now());
            act();
        }
    }

    /** Each at an address range of its own. */
    Citizen settle() {
        int number = citizens.size() + 1;
        return settle(key(number), new byte[] {(byte) (20 + (number >> 8)), (byte) number, 1, 1});
    }

    Citizen settle(NodeKey key, byte[] ip) {
        Citizen citizen = new Citizen(key, ip);
        citizens.add(citizen);
        byNode.put(citizen.node(), citizen);
        return citizen;
    }

    /** So many nodes, each of which first met one that was there before. */
    void populate(int count) {
        for (int i = 0; i < count; i++) {
            Citizen fresh = settle();
            fresh.live();
            if (citizens.size() > 1) {
                fresh.meets(citizens.get(random.nextInt(citizens.size() - 1)));
                time.pass(5_000);
            }
        }
        time.pass(60_000);
    }

    static NodeKey key(int number) {
        byte[] entropy = new byte[32];
        new SplittableRandom(number).nextBytes(entropy);
        entropy[0] = 1;
        return NodeKey.generate(entropy);
    }

    static NodeBinding binding(NodeKey account, Address node, long sequence) {
        var struct = NodeBinding.struct(account.address(), node, sequence, DAY_ONE + 365 * 86_400L);
        return new NodeBinding(
                account.address(),
                node,
                sequence,
                DAY_ONE + 365 * 86_400L,
                account.sign(Eip712.digest(NodeBinding.DOMAIN, struct)));
    }
}
