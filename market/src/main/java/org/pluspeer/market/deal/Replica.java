package org.pluspeer.market.deal;

import org.pluspeer.wallet.eth.Hash32;

/**
 * Bytes that were counted and hashed here, encrypted for one provider.
 *
 * @param root their content root
 * @param size in bytes
 */
public record Replica(Hash32 root, long size) {}
