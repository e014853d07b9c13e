package org.pluspeer.node.p2p;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import org.pluspeer.market.wire.Body;

/**
 * {@code uint32 length | uint8 type | uint32 id | body}; the length counts what follows it.
 *
 * @param type 0 to 255
 * @param id 0 if no reply is wanted; a reply has the request's with the top bit set
 * @param body not to be changed by anyone
 * @param tail the rest of the body, where it is in two arrays; a frame that came is in one
 */
record Frame(int type, int id, byte[] body, byte[] tail) {
    /** Of type and id. */
    static final int HEAD = 5;

    private static final int REPLY = 1 << 31;
    private static final byte[] NONE = new byte[0];

    Frame(int type, int id, byte[] body) {
        this(type, id, body, NONE);
    }

    static Frame of(int type, int id, Body body) {
        return new Frame(type, id, body.head(), body.tail());
    }

    static Frame reply(int requestId, int type, Body body) {
        return of(type, requestId | REPLY, body);
    }

    boolean isReply() {
        return (id & REPLY) != 0;
    }

    /** The id of the request, in a reply too. */
    int requestId() {
        return id & ~REPLY;
    }

    /** How many bytes it takes. */
    int length() {
        return 4 + HEAD + body.length + tail.length;
    }

    /** As it is sent. The body is shared, not copied. */
    Buffer encoded() {
        ByteBuf head =
                Unpooled.buffer(4 + HEAD).writeInt(length() - 4).writeByte(type).writeInt(id);
        return BufferInternal.buffer(Unpooled.wrappedBuffer(head, Unpooled.wrappedBuffer(body, tail)));
    }
}
