/**
 * What is for sale, as the owner sees it: listing a file, finding and looking at listings, taking one back.
 *
 * <p>What a listing is and what it may hold is decided in {@code market.listing}; how it reaches others in {@code p2p}.
 */
@NullMarked
package org.pluspeer.node.listing;

import org.jspecify.annotations.NullMarked;
