@NullMarked
package org.pluspeer.market.channel;

import org.jspecify.annotations.NullMarked;
