package org.pluspeer.market.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.pluspeer.market.channel.ChannelSamples.IN;
import static org.pluspeer.market.channel.ChannelSamples.KEY;
import static org.pluspeer.market.channel.ChannelSamples.at;
import static org.pluspeer.market.channel.ChannelSamples.opened;
import static org.pluspeer.market.channel.ChannelSamples.voucher;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.wallet.eth.Amount;

/** A channel as its payee sees it, and what it is told. */
abstract class IncomingScene {
    Incoming channel = Incoming.begin(IN).state();

    @Nullable
    ChannelDenial denial;

    List<IncomingEvent> tell(IncomingCommand command) {
        ChannelStep<Incoming, IncomingEvent, IncomingEffect> step = channel.on(command);
        Incoming folded = channel;
        for (IncomingEvent event : step.events()) {
            folded = folded.with(event);
        }
        assertEquals(folded, step.state(), "the state is what its events make of it");
        assertEquals(step.state().effects(), step.effects());
        channel = step.state();
        denial = step.denial();
        return step.events();
    }

    void move(ChainTime time, ChannelFact... facts) {
        tell(new IncomingCommand.Move(ChannelSamples.move(time, facts)));
    }

    void serving() {
        move(at(100), opened(100));
        assertInstanceOf(Incoming.Serving.class, channel);
    }

    void reserve(long amount) {
        tell(new IncomingCommand.Reserve(Amount.of(amount)));
    }

    void take(long sum) {
        tell(new IncomingCommand.TakeVoucher(voucher(sum), KEY));
    }

    void quote(long cost) {
        tell(new IncomingCommand.Quote(Amount.of(cost)));
    }

    void agree(long sum, long validUntil, long headTime) {
        tell(new IncomingCommand.AgreeClosing(new Closing(Amount.of(sum), validUntil), headTime));
    }

    void wants(IncomingEffect... effects) {
        assertEquals(List.of(effects), channel.effects());
    }

    static IncomingEffect claim(long sum, int attempt) {
        return new IncomingEffect.SubmitClaim(IN, voucher(sum), attempt);
    }
}
