/** Where two catalogues differ, found between indexes in memory. */
@NullMarked
package org.pluspeer.node.p2p.gossip;

import org.jspecify.annotations.NullMarked;
