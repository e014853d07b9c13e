package org.pluspeer.node.content;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pluspeer.market.fetch.FetchAct;
import org.pluspeer.market.fetch.Source;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Who brought how much of what since the start, and who was dropped and why: for the owner, and so as not to ask a liar
 * again.
 */
final class SourceBook {
    /** Contents; those that nothing was noted about for the longest go first. */
    private static final int MOST = 1000;

    private static final int MOST_SOURCES = 200;

    private final Map<Hash32, Map<Source, SourceNote>> notes = new LinkedHashMap<>(16, 0.75f, true);

    /** It is asked, or asked once more though it was slow or away. */
    synchronized void asked(Hash32 root, Source source) {
        Map<Source, SourceNote> of = of(root);
        if (of.size() < MOST_SOURCES || of.containsKey(source)) {
            of.merge(
                    source,
                    new SourceNote(source, 0, null, null),
                    (known, _) -> new SourceNote(source, known.bytes(), null, null));
        }
    }

    synchronized void brought(Hash32 root, Source source, long bytes) {
        of(root).computeIfPresent(source, (_, known) -> known.with(bytes));
    }

    synchronized void dropped(Hash32 root, FetchAct.Drop drop) {
        of(root).computeIfPresent(
                        drop.source(),
                        (source, known) -> new SourceNote(source, known.bytes(), drop.reason(), drop.why()));
    }

    synchronized boolean isLiar(Hash32 root, Source source) {
        SourceNote known = notes.getOrDefault(root, Map.of()).get(source);
        return known != null && known.isLiar();
    }

    synchronized List<SourceNote> all(Hash32 root) {
        return List.copyOf(notes.getOrDefault(root, Map.of()).values());
    }

    private Map<Source, SourceNote> of(Hash32 root) {
        Map<Source, SourceNote> of = notes.computeIfAbsent(root, _ -> new LinkedHashMap<>());
        var oldest = notes.keySet().iterator();
        while (notes.size() > MOST && oldest.hasNext()) {
            oldest.next();
            oldest.remove();
        }
        return of;
    }
}
