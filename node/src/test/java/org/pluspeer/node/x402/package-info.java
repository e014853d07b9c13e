@NullMarked
package org.pluspeer.node.x402;

import org.jspecify.annotations.NullMarked;
