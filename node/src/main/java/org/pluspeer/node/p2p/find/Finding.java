package org.pluspeer.node.p2p.find;

import java.util.List;
import org.pluspeer.market.wire.NodeRecord;
import org.pluspeer.market.wire.ProviderRecord;

/**
 * What a search brought. Signatures were checked; whether an account or a content is the one that was looked for is
 * for the asker to see, since only it knows what the position stands for.
 *
 * @param nearest nodes that answered, the nearest to the goal first
 * @param speakers with the statement of an account
 * @param providers of a content
 */
public record Finding(List<NodeRecord> nearest, List<NodeRecord> speakers, List<ProviderRecord> providers) {
    public static final Finding NOTHING = new Finding(List.of(), List.of(), List.of());

    public Finding {
        nearest = List.copyOf(nearest);
        speakers = List.copyOf(speakers);
        providers = List.copyOf(providers);
    }
}
