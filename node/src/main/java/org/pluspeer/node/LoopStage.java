package org.pluspeer.node;

import org.pluspeer.node.events.Topic;
import org.pluspeer.node.loop.LoopDesk;
import org.pluspeer.node.loop.LoopRoom;
import org.pluspeer.node.trade.DealBook;
import org.pluspeer.node.vault.Vault;

/** What the owner's rule does with what the stages before it earn. */
record LoopStage(LoopDesk desk) implements AutoCloseable {
    static LoopStage prepare(TradeStage.Ground ground, TradeStage trade, TradeStage.World world) {
        ChainStage chain = ground.chain();
        Vault vault = ground.keys().vault();
        return new LoopStage(LoopRoom.open(
                ground.storage().journal(),
                world.clock(),
                new LoopRoom.World(chain.client(), chain.follower(), chain.tokens(), chain.exchange(), chain.book()),
                new LoopRoom.Desks(
                        ground.signing(),
                        ground.inbox(),
                        trade.transactions(),
                        trade.account(),
                        new DealBook(trade.room()),
                        trade.money().payees(),
                        trade.deals().keeping(),
                        trade.channels().room()::claims),
                new LoopRoom.Shelf(trade.showcase(), ground.storage().own()),
                vault.operations(),
                () -> {
                    world.bell().ring(Topic.LOOP);
                    world.bell().ring(Topic.WALLET);
                }));
    }

    void start() {
        desk.start();
    }

    @Override
    public void close() {
        desk.close();
    }
}
