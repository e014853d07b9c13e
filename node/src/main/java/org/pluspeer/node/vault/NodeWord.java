package org.pluspeer.node.vault;

import org.pluspeer.wallet.eth.Address;

/**
 * The account's signed word for a network key, kept for the time that the accounts are locked.
 *
 * @param sequence newer ones count for more
 * @param until unix seconds
 * @param signature 65 bytes
 */
public record NodeWord(Address node, long sequence, long until, byte[] signature) {}
