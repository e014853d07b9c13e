package org.pluspeer.market.wire;

import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * Asks for the nodes nearest to a place in the table that all nodes share and, unless only nodes are wanted, for what
 * the receiver keeps there. The place is a hash, so only who knows what it is of learns what is looked for.
 *
 * @param position 256 bits
 * @param sender where the asking node is; null if it can't be dialled
 */
public record Find(Kind kind, Hash32 position, @Nullable NodeRecord sender) implements Message {
    static final int MAX_BYTES = 34 + NodeRecord.MOST;

    /** What is looked for; the numbers on the wire never change. */
    public enum Kind {
        NODES(1),
        ACCOUNT(2),
        CONTENT(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        static Kind of(int code) {
            for (Kind known : values()) {
                if (known.code == code) {
                    return known;
                }
            }
            throw new MalformedException("there is nothing to find of kind " + code);
        }
    }

    @Override
    public MessageType type() {
        return MessageType.FIND;
    }

    @Override
    public void writeTo(WireWriter out) {
        out.u8(kind.code).hash(position).flag(sender != null);
        if (sender != null) {
            sender.writeTo(out);
        }
    }

    static Find read(WireReader in) {
        return new Find(Kind.of(in.u8()), in.hash(), in.flag() ? NodeRecord.read(in) : null);
    }
}
