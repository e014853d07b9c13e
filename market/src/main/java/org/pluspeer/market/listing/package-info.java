/**
 * What somebody sells: a signed listing, its JSON body, versions, expiry and revocation.
 *
 * <p>It parses no JSON: node turns text into a {@link org.pluspeer.market.listing.Json} tree, and this room says what
 * the tree must hold and writes the one text that is signed. It keeps no listing either; {@code market.catalog} does.
 * The format is in {@code docs/protocol/03-listings.md}.
 */
@NullMarked
package org.pluspeer.market.listing;

import org.jspecify.annotations.NullMarked;
