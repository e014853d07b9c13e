/**
 * What the node can be asked about: the catalogue of listings, the history of money, the peers it met.
 *
 * <p>Never a source of truth. What matters comes out of the journal through {@link
 * org.pluspeer.node.store.Projection projections}, the rest can be heard again from other peers; so a database that is
 * missing, damaged or of another version is put aside and filled anew.
 */
@NullMarked
package org.pluspeer.node.store;

import org.jspecify.annotations.NullMarked;
