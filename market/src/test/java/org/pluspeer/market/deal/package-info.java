/** Tests of storage deals: formats and sums against vectors, machines by sequence and property. */
@NullMarked
package org.pluspeer.market.deal;

import org.jspecify.annotations.NullMarked;
