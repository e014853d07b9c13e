/**
 * The bell: says that something changed, never what. Whoever hears it pulls.
 *
 * <p>No data goes through it and nothing is kept; a listener that missed a ring asks "since when?" and pulls once.
 */
@NullMarked
package org.pluspeer.node.events;

import org.jspecify.annotations.NullMarked;
