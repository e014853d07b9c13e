/** Tests of listings. */
@NullMarked
package org.pluspeer.market.listing;

import org.jspecify.annotations.NullMarked;
