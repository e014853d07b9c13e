package org.pluspeer.node.x402;

import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * A service that the owner sells by the call; or a file that is sold by HTTP beside the fair exchange.
 *
 * @param name 1 to 40 small letters, digits and dashes; the first part of its path
 * @param target address of the service behind it, without a slash at the end; empty for a file
 * @param price base units, for one call, or for the file
 * @param payee an account of the owner's
 * @param listing id of its listing
 * @param document names its OpenAPI document in the blob store; null if there is none
 * @param since unix seconds
 * @param key the request's that made it
 * @param file null for a service
 */
record Offering(
        String name,
        String target,
        Address token,
        Amount price,
        Address payee,
        String title,
        String description,
        Hash32 listing,
        @Nullable Hash32 document,
        long since,
        String key,
        @Nullable File file) {

    /**
     * @param sha256 names it among this node's files
     * @param size bytes
     * @param until unix seconds, as its listing says
     */
    record File(Hash32 sha256, String name, String mediaType, long size, long until) {}

    boolean isService() {
        return file == null;
    }

    /**
     * As the journal has it.
     *
     * @param at unix seconds
     * @param offering null where it is ended
     */
    record Entry(long at, String name, @Nullable Offering offering) {}
}
