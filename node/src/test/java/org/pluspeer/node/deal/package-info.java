@NullMarked
package org.pluspeer.node.deal;

import org.jspecify.annotations.NullMarked;
