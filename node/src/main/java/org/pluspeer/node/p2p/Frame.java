package org.pluspeer.node.p2p;

import io.vertx.core.buffer.Buffer;

/**
 * {@code uint32 length | uint8 type | uint32 id | body}; the length counts what follows it.
 *
 * @param type 0 to 255
 * @param id 0 if no reply is wanted; a reply has the request's with the top bit set
 * @param body not to be changed by anyone
 */
record Frame(int type, int id, byte[] body) {
    /** Of type and id. */
    static final int HEAD = 5;

    private static final int REPLY = 1 << 31;

    static Frame reply(int requestId, int type, byte[] body) {
        return new Frame(type, requestId | REPLY, body);
    }

    boolean isReply() {
        return (id & REPLY) != 0;
    }

    /** The id of the request, in a reply too. */
    int requestId() {
        return id & ~REPLY;
    }

    Buffer encoded() {
        return Buffer.buffer(4 + HEAD + body.length)
                .appendInt(HEAD + body.length)
                .appendByte((byte) type)
                .appendInt(id)
                .appendBytes(body);
    }
}
