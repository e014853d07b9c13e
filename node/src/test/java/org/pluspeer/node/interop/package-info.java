/** The wallet against programs that we did not write, both ways, over fresh random keys. */
@NullMarked
package org.pluspeer.node.interop;

import org.jspecify.annotations.NullMarked;
