/** Tests of fetching from several sources, in virtual time. */
@NullMarked
package org.pluspeer.market.fetch;

import org.jspecify.annotations.NullMarked;
