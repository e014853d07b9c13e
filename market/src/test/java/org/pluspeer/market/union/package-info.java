/** Tests of unions: lists, shares, payouts and consents. */
@NullMarked
package org.pluspeer.market.union;

import org.jspecify.annotations.NullMarked;
