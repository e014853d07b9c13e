package org.pluspeer.node.sale;

/**
 * A key that was bought, as the journal keeps it.
 *
 * @param box sealed for this wallet alone, in hexadecimal
 */
public record SealedKey(String box) {}
