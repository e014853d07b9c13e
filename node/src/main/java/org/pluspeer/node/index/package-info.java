/**
 * Finds listings by words.
 *
 * <p>The index is a second view of the catalogue: it pulls the catalogue's changes by itself, so nobody writes to it,
 * and one that is missing or damaged is made anew. It knows no query language: whatever is typed is words. It ranks by
 * words only; whom to trust is the market's affair.
 */
@NullMarked
package org.pluspeer.node.index;

import org.jspecify.annotations.NullMarked;
