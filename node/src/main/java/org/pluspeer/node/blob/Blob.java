package org.pluspeer.node.blob;

import org.pluspeer.wallet.eth.Hash32;

/**
 * A file in the store.
 *
 * @param sha256 of all its bytes: its name
 * @param size in bytes
 */
public record Blob(Hash32 sha256, long size) {}
