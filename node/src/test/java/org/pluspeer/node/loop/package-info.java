/** The loop's desk, without a chain. */
@NullMarked
package org.pluspeer.node.loop;

import org.jspecify.annotations.NullMarked;
