package org.pluspeer.market.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.pluspeer.market.channel.ChannelSamples.OUT;
import static org.pluspeer.market.channel.ChannelSamples.fresh;
import static org.pluspeer.market.channel.ChannelSamples.opened;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.sale.ChainTime;
import org.pluspeer.wallet.eth.Amount;

/** A channel as its payer sees it, and what it is told. */
abstract class OutgoingScene {
    Outgoing channel = Outgoing.begin(OUT).state();

    @Nullable
    ChannelDenial denial;

    List<OutgoingEvent> tell(OutgoingCommand command) {
        ChannelStep<Outgoing, OutgoingEvent, OutgoingEffect> step = channel.on(command);
        Outgoing folded = channel;
        for (OutgoingEvent event : step.events()) {
            folded = folded.with(event);
        }
        assertEquals(folded, step.state(), "the state is what its events make of it");
        assertEquals(step.state().effects(), step.effects());
        channel = step.state();
        denial = step.denial();
        return step.events();
    }

    void move(ChainTime time, ChannelFact... facts) {
        tell(new OutgoingCommand.Move(ChannelSamples.move(time, facts)));
    }

    void open() {
        move(fresh(100), opened(100));
        assertInstanceOf(Outgoing.Open.class, channel);
    }

    void pay(long amount) {
        tell(new OutgoingCommand.Pay(Amount.of(amount)));
    }

    void receive(long amount) {
        tell(new OutgoingCommand.Receive(Amount.of(amount)));
    }

    void wants(OutgoingEffect... effects) {
        assertEquals(List.of(effects), channel.effects());
    }

    OutgoingEffect send(long sum) {
        return new OutgoingEffect.SendVoucher(OUT, Amount.of(sum));
    }
}
