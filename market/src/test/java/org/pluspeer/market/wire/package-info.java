/** Tests of what peers say to each other. */
@NullMarked
package org.pluspeer.market.wire;

import org.jspecify.annotations.NullMarked;
