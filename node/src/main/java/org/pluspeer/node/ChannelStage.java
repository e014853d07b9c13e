package org.pluspeer.node;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.pluspeer.market.wire.ChannelQuery;
import org.pluspeer.market.wire.ClosingRequest;
import org.pluspeer.market.wire.VoucherPut;
import org.pluspeer.node.chain.ChannelContract;
import org.pluspeer.node.chain.TransactionDesks;
import org.pluspeer.node.channel.ChannelDesk;
import org.pluspeer.node.channel.ChannelOrders;
import org.pluspeer.node.channel.ChannelPorts;
import org.pluspeer.node.channel.ChannelRoom;
import org.pluspeer.node.channel.ChannelsTold;
import org.pluspeer.node.events.Topic;
import org.pluspeer.node.run.Backoff;
import org.pluspeer.node.run.ClockAlarms;
import org.pluspeer.node.run.Workshop;
import org.pluspeer.node.sale.SalePeers;
import org.pluspeer.node.trade.CatalogWares;

/** The part of the fifth stage that pays, and is paid, through channels. */
record ChannelStage(Closer closer, ChannelRoom room, ChannelDesk desk, SalePeers peers, CatalogWares wares)
        implements AutoCloseable {

    /** Joined to the chain and the network; nothing is done yet. */
    static ChannelStage prepare(
            TradeStage.Ground ground,
            TradeStage.World world,
            TransactionDesks transactions,
            SalePeers peers,
            CatalogWares wares) {
        Closer closer = new Closer();
        try {
            ChainStage chain = ground.chain();
            ChannelOrders orders =
                    new ChannelOrders(TradeStage.contract(ground, transactions, ChannelContract.ADDRESS));
            ChannelPorts ports = new ChannelPorts(
                    chain.client(),
                    chain.book(),
                    orders,
                    ground.signing(),
                    ground.keys().secrets(),
                    peers,
                    ground.keys().vault()::isLocked,
                    chain::isCaughtUp);
            ExecutorService threads = closer.add(Executors.newVirtualThreadPerTaskExecutor());
            ClockAlarms alarms = closer.add(new ClockAlarms(threads));
            Workshop workshop = new Workshop(threads, alarms, world.clock(), world.random(), Backoff.standard());
            ChannelRoom room = closer.add(
                    ChannelRoom.open(ports, workshop, ground.storage().journal(), id -> {
                        world.bell().ring(Topic.CHANNELS);
                        world.bell().ring(Topic.WALLET);
                    }));
            orders.listen(room::onOutcome);
            chain.follower().follow(new ChannelsTold(new ChannelContract(chain.client()), room));
            answer(ground.network(), room);
            return new ChannelStage(closer, room, new ChannelDesk(ports, room, wares::find), peers, wares);
        } catch (RuntimeException e) {
            closer.close();
            throw e;
        }
    }

    private static void answer(NetworkStage network, ChannelRoom room) {
        network.network().onMessage(VoucherPut.class, (from, m) -> room.onVoucher(TradeStage.caller(from), m));
        network.network().onMessage(ChannelQuery.class, (from, m) -> room.onQuery(TradeStage.caller(from), m));
        network.network().onMessage(ClosingRequest.class, (from, m) -> room.onClosing(TradeStage.caller(from), m));
    }

    @Override
    public void close() {
        closer.close();
    }
}
