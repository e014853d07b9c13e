@NullMarked
package org.pluspeer.node.channel;

import org.jspecify.annotations.NullMarked;
