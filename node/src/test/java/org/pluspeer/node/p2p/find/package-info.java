/** Finding, tried in a town of finders in memory. */
@NullMarked
package org.pluspeer.node.p2p.find;

import org.jspecify.annotations.NullMarked;
