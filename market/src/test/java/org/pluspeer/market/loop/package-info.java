@NullMarked
package org.pluspeer.market.loop;

import org.jspecify.annotations.NullMarked;
