package org.pluspeer.market.wire;

/**
 * The body of a frame in two arrays, one after the other, so that content need not be copied to be sent.
 *
 * @param tail may be the message's own: not to be changed; often empty
 */
public record Body(byte[] head, byte[] tail) {}
