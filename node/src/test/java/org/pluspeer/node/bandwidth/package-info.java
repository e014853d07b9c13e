@NullMarked
package org.pluspeer.node.bandwidth;

import org.jspecify.annotations.NullMarked;
