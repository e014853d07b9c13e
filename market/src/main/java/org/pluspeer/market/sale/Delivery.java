package org.pluspeer.market.sale;

import org.pluspeer.wallet.eth.Hash32;

/**
 * The file that was bought, where its owner finds it.
 *
 * @param name without folders
 * @param size bytes
 * @param sha256 of the whole file
 * @param path as the shell names places; this room does not look inside
 */
public record Delivery(String name, long size, Hash32 sha256, String path) {}
