package org.pluspeer.node.p2p;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.pluspeer.node.p2p.LinkSoak.Held;

/**
 * Connects and disconnects again and again, by each carrier, and says what the process held after each tenth:
 * {@code SoakBench --soak N [--json]}. Ends with 1 if descriptors or heap grew all the way.
 */
public final class SoakBench {
    private static final int ROUNDS = 10;

    /** A connection holds more than 7 KiB at each end, so a tenth of this a connection is no leak of one. */
    private static final long BYTES_EACH = 1024;

    private static final long DESCRIPTORS = 8;

    private SoakBench() {}

    public static void main(String[] args) throws Exception {
        List<String> given = List.of(args);
        int times = Integer.parseInt(given.get(given.indexOf("--soak") + 1));
        ObjectNode result = new ObjectMapper().createObjectNode();
        boolean flat = true;
        for (Carriers carriers : List.of(Carriers.TCP, Carriers.QUIC)) {
            int each = Math.max(1, times / ROUNDS);
            List<Held> held = LinkSoak.rounds(carriers, each, each, ROUNDS, any -> false);
            flat &= report(held, each, result.putObject(carriers.name().toLowerCase(Locale.ROOT)));
        }
        result.put("flat", flat);
        System.out.println(given.contains("--json") ? result.toPrettyString() : result.toString());
        System.exit(flat ? 0 : 1);
    }

    private static boolean report(List<Held> held, int each, ObjectNode into) {
        int times = each * (held.size() - 1);
        Held first = held.getFirst();
        Held last = held.getLast();
        long heap = last.heap() - first.heap();
        long opened = last.descriptors() - first.descriptors();
        into.put("connects", times);
        into.put("descriptorsBefore", first.descriptors());
        into.put("descriptorsAfter", last.descriptors());
        into.put("heapGrewBytesEach", heap / times);
        into.put("residentGrewBytesEach", (last.resident() - first.resident()) / times);
        ArrayNode heaps = into.putArray("heapKiB");
        ArrayNode residents = into.putArray("residentKiB");
        held.forEach(one -> {
            heaps.add(one.heap() >> 10);
            residents.add(one.resident() >> 10);
        });
        return heap <= BYTES_EACH * times && opened <= DESCRIPTORS;
    }
}
