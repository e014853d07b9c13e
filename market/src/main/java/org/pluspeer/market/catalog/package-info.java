/**
 * What this peer has heard of: one standing for each listing of each seller, merged so that every peer that heard
 * the same things, in any order, ends with the same catalogue.
 *
 * <p>It stores nothing: {@link org.pluspeer.market.catalog.CatalogIndex} is the port to the shelves. It checks no
 * signature either; {@code market.listing} does, before anything comes here.
 */
@NullMarked
package org.pluspeer.market.catalog;

import org.jspecify.annotations.NullMarked;
