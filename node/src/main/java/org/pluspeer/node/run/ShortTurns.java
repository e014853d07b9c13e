package org.pluspeer.node.run;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.wire.WireReader;
import org.pluspeer.market.wire.WireWriter;
import org.pluspeer.node.run.History.Dated;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Turns of the few kinds that come with every payment, big-endian, a third as long as JSON:
 *
 * <pre>
 * turn   0x02 u8 | id 32 bytes | number of events u16 | events
 * event  code u8 | at u64, unix seconds | fields
 * </pre>
 *
 * The codes are in files: they never change and are never used again. A form whose fields change gets a new code.
 */
public final class ShortTurns<E> {
    /** No JSON begins with it. */
    private static final byte VERSION = 2;

    private static final int HEAD = 35;
    private static final int EXPECTED = 160;
    private static final int MOST = 0xffff;

    private final List<Form<? extends E>> forms;

    ShortTurns(List<Form<? extends E>> forms) {
        this.forms = List.copyOf(forms);
    }

    /**
     * The short form of one type of event.
     *
     * @param code 1 to 255
     */
    public record Form<P>(int code, Class<P> type, BiConsumer<P, WireWriter> write, Function<WireReader, P> read) {
        private void put(Object event, WireWriter out) {
            write.accept(type.cast(event), out);
        }
    }

    static boolean isShort(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == VERSION;
    }

    boolean fits(List<Dated<E>> events) {
        return !forms.isEmpty()
                && !events.isEmpty()
                && events.size() <= MOST
                && events.stream().allMatch(event -> formOf(event.event()) != null);
    }

    /** @param id a hash in hexadecimal */
    byte[] write(String id, List<Dated<E>> events) {
        WireWriter out = new WireWriter(HEAD + EXPECTED * events.size());
        out.u8(VERSION).hash(Hash32.parse(id)).u16(events.size());
        for (Dated<E> dated : events) {
            Form<? extends E> form = formOf(dated.event());
            if (form == null) {
                throw new IllegalArgumentException(
                        "no short form for " + dated.event().getClass());
            }
            out.u8(form.code()).u64(dated.at());
            form.put(dated.event(), out);
        }
        return out.toBytes();
    }

    /** @throws MalformedException for what this program cannot have written */
    EventCodec.Turn<E> read(byte[] bytes) {
        WireReader in = new WireReader(bytes);
        in.u8();
        String id = in.hash().hex();
        List<Dated<E>> events = in.list(MOST, 1 + Long.BYTES, this::event);
        in.end();
        return new EventCodec.Turn<>(id, events);
    }

    private Dated<E> event(WireReader in) {
        int code = in.u8();
        long at = in.u64();
        for (Form<? extends E> form : forms) {
            if (form.code() == code) {
                return new Dated<>(at, form.read().apply(in));
            }
        }
        throw new MalformedException("an event of code " + code);
    }

    private @Nullable Form<? extends E> formOf(E event) {
        for (Form<? extends E> form : forms) {
            if (form.type().isInstance(event)) {
                return form;
            }
        }
        return null;
    }
}
