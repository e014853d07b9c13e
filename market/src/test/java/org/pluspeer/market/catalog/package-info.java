/** Tests of the catalogue's rule. */
@NullMarked
package org.pluspeer.market.catalog;

import org.jspecify.annotations.NullMarked;
