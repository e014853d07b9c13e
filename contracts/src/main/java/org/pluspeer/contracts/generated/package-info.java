/** web3j's wrappers around the contracts, written by {@code contracts/wrappers.mjs}; never edited by hand. */
@NullUnmarked
package org.pluspeer.contracts.generated;

import org.jspecify.annotations.NullUnmarked;
