package org.pluspeer.market.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Answers a {@link Find}. Every record is signed by the node that it is about; the receiver checks each and drops the
 * others.
 *
 * @param sender where the answering node is; null if it can't be dialled
 * @param nearer nodes near the position, the nearest first, at most 16
 * @param speakers nodes that answer for the account, with its statements, at most 4
 * @param providers of the content, at most 16
 */
public record Found(
        @Nullable NodeRecord sender, List<NodeRecord> nearer, List<NodeRecord> speakers, List<ProviderRecord> providers)
        implements Message {
    public static final int MAX_NEARER = 16;
    public static final int MAX_SPEAKERS = 4;
    public static final int MAX_PROVIDERS = 16;

    static final int MAX_BYTES =
            7 + (1 + MAX_NEARER + MAX_SPEAKERS) * NodeRecord.MOST + MAX_PROVIDERS * ProviderRecord.MOST;

    /** @throws MalformedException if there are too many */
    public Found {
        nearer = List.copyOf(nearer);
        speakers = List.copyOf(speakers);
        providers = List.copyOf(providers);
        if (nearer.size() > MAX_NEARER || speakers.size() > MAX_SPEAKERS || providers.size() > MAX_PROVIDERS) {
            throw new MalformedException("found: too many records");
        }
    }

    @Override
    public MessageType type() {
        return MessageType.FOUND;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.flag(sender != null);
        if (sender != null) {
            sender.writeTo(out);
        }
        out.u16(nearer.size());
        nearer.forEach(record -> record.writeTo(out));
        out.u16(speakers.size());
        speakers.forEach(record -> record.writeTo(out));
        out.u16(providers.size());
        providers.forEach(record -> record.writeTo(out));
    }

    static Found read(WireReader in) {
        return new Found(
                in.flag() ? NodeRecord.read(in) : null,
                in.list(MAX_NEARER, NodeRecord.LEAST, NodeRecord::read),
                in.list(MAX_SPEAKERS, NodeRecord.LEAST, NodeRecord::read),
                in.list(MAX_PROVIDERS, ProviderRecord.LEAST, ProviderRecord::read));
    }
}
