/**
 * What somebody sells: a signed listing, its JSON body, versions, expiry and revocation.
 *
 * <p>It parses no JSON; node does, and this room says what the parsed body must hold.
 */
@NullMarked
package org.pluspeer.market.listing;

import org.jspecify.annotations.NullMarked;
