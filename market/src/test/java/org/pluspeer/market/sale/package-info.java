@NullMarked
package org.pluspeer.market.sale;

import org.jspecify.annotations.NullMarked;
