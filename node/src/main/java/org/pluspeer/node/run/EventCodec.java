package org.pluspeer.node.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.json.Json;
import org.pluspeer.node.run.History.Dated;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Events as the journal keeps them: {@code {"v":1,"id":…,"events":[{"at":…,"type":…,"data":{…}}]}}. Type names are for
 * ever; a field that is added later must be nullable. A turn all of whose events have a short form is kept by {@link
 * ShortTurns} instead; its first byte tells.
 */
public final class EventCodec<E> {
    private static final int VERSION = 1;

    private final List<Kind<E, ?>> kinds;
    private final ShortTurns<E> shortly;

    public EventCodec(List<Kind<E, ?>> kinds) {
        this(kinds, List.of());
    }

    /** @param forms of events that come so often that their length and the time to write them matter */
    public EventCodec(List<Kind<E, ?>> kinds, List<ShortTurns.Form<? extends E>> forms) {
        this.kinds = List.copyOf(kinds);
        this.shortly = new ShortTurns<>(forms);
    }

    /**
     * One type of event.
     *
     * @param type its name in the journal
     * @param payload the record that is written; without components nothing is
     * @param unwrap null for an event of another type
     */
    public record Kind<E, P>(String type, Class<P> payload, Function<E, @Nullable P> unwrap, Function<P, E> wrap) {
        /** An event that is written as it is. */
        public static <E, P extends E> Kind<E, P> plain(String type, Class<P> payload) {
            return new Kind<>(type, payload, event -> payload.isInstance(event) ? payload.cast(event) : null, p -> p);
        }

        /** An event with nothing in it. */
        public static <E, P extends E> Kind<E, P> bare(String type, P event) {
            return new Kind<>(type, classOf(event), other -> event.equals(other) ? event : null, p -> event);
        }

        @SuppressWarnings("unchecked")
        private static <P> Class<P> classOf(P event) {
            return (Class<P>) event.getClass();
        }
    }

    /** What one turn recorded. */
    public record Turn<E>(String id, List<Dated<E>> events) {}

    public byte[] write(String id, List<Dated<E>> events) {
        return shortly.fits(events) ? shortly.write(id, events) : inFull(id, events);
    }

    private byte[] inFull(String id, List<Dated<E>> events) {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Dated<E> event : events) {
            entries.add(entry(event));
        }
        Map<String, Object> turn = new TreeMap<>();
        turn.put("v", VERSION);
        turn.put("id", id);
        turn.put("events", entries);
        return Json.write(turn);
    }

    /** @throws ProblemException STORAGE_CORRUPT for what this program cannot have written */
    public Turn<E> read(byte[] bytes) {
        if (ShortTurns.isShort(bytes)) {
            try {
                return shortly.read(bytes);
            } catch (MalformedException e) {
                throw corrupt("a short turn: " + e.getMessage());
            }
        }
        JsonNode turn = Json.tree(bytes);
        if (turn.path("v").asInt() != VERSION || !turn.path("id").isTextual()) {
            throw corrupt("a turn of version " + turn.path("v").asText());
        }
        List<Dated<E>> events = new ArrayList<>();
        for (JsonNode entry : turn.path("events")) {
            events.add(new Dated<>(entry.path("at").asLong(), event(entry)));
        }
        return new Turn<>(turn.path("id").asText(), events);
    }

    private Map<String, Object> entry(Dated<E> dated) {
        for (Kind<E, ?> kind : kinds) {
            Object payload = kind.unwrap().apply(dated.event());
            if (payload != null) {
                Map<String, Object> entry = new TreeMap<>();
                entry.put("at", dated.at());
                entry.put("type", kind.type());
                if (hasFields(kind.payload())) {
                    entry.put("data", payload);
                }
                return entry;
            }
        }
        throw new IllegalStateException("no type for " + dated.event().getClass());
    }

    private E event(JsonNode entry) {
        String type = entry.path("type").asText();
        for (Kind<E, ?> kind : kinds) {
            if (kind.type().equals(type)) {
                return event(kind, entry);
            }
        }
        throw corrupt("an event of type " + type);
    }

    private static <E, P> E event(Kind<E, P> kind, JsonNode entry) {
        try {
            return hasFields(kind.payload())
                    ? kind.wrap().apply(Json.read(Json.write(entry.path("data")), kind.payload()))
                    : kind.wrap().apply(bare(kind));
        } catch (MalformedException e) {
            throw corrupt(String.valueOf(e.getMessage()));
        }
    }

    /** Records without fields are all alike, so the type is enough to know one. */
    private static <E, P> P bare(Kind<E, P> kind) {
        try {
            return kind.payload().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("an event without fields is a record without fields", e);
        }
    }

    private static boolean hasFields(Class<?> payload) {
        return payload.getRecordComponents().length > 0;
    }

    private static ProblemException corrupt(String what) {
        return new ProblemException(
                Problem.Code.STORAGE_CORRUPT, "The journal holds what this program cannot read: " + what + ".");
    }
}
