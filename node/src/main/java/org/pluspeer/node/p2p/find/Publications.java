package org.pluspeer.node.p2p.find;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Hash32;

/** What this node has told others to keep, and when it must be told again. */
final class Publications {
    /**
     * One record.
     *
     * @param contentRoot null for the record of the node itself
     */
    record Publication(Position position, @Nullable Hash32 contentRoot) {}

    private static final long AGAIN = 600;
    private static final int ENOUGH = 4;

    private final long republish;
    private final Map<Publication, Stand> stands = new HashMap<>();

    Publications(long republish) {
        this.republish = republish;
    }

    private static final class Stand {
        private long due;
        private long begun;
        private int kept;
        private int asked = ENOUGH;
    }

    /** From now on; does nothing where it is so already. */
    void add(Publication publication) {
        stands.computeIfAbsent(publication, fresh -> new Stand());
    }

    void retain(Predicate<Publication> wanted) {
        stands.keySet().removeIf(publication -> !wanted.test(publication));
    }

    /** All at once, since the node is somewhere else now. */
    void renewAll() {
        stands.values().forEach(stand -> stand.due = 0);
    }

    /** One that is due; it counts as begun. */
    Optional<Publication> next(long now) {
        Optional<Publication> found = stands.entrySet().stream()
                .filter(each -> each.getValue().due <= now)
                .findFirst()
                .map(Map.Entry::getKey);
        found.map(stands::get).ifPresent(stand -> {
            stand.begun = now;
            stand.due = now + AGAIN;
            stand.kept = 0;
            stand.asked = ENOUGH;
        });
        return found;
    }

    /** So many are being asked to keep it. */
    void asked(Publication publication, int keepers) {
        Stand stand = stands.get(publication);
        if (stand != null && keepers > 0) {
            stand.asked = Math.min(ENOUGH, keepers);
        }
    }

    /** One keeps it. */
    void kept(Publication publication) {
        Stand stand = stands.get(publication);
        if (stand != null && ++stand.kept >= stand.asked) {
            stand.due = Math.max(stand.due, stand.begun + republish);
        }
    }

    /** How many keep it, of those asked last. */
    int keepers(Publication publication) {
        Stand stand = stands.get(publication);
        return stand == null ? 0 : stand.kept;
    }
}
