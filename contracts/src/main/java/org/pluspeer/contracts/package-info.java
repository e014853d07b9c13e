/**
 * The contracts as the node sees them: which bytes they are, where on any chain they stand, and how they get there.
 *
 * <p>Not here: what the contracts promise (their Solidity interfaces say it) and any connection to a chain.
 */
@NullMarked
package org.pluspeer.contracts;

import org.jspecify.annotations.NullMarked;
