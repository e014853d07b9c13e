@NullMarked
package org.pluspeer.node.run;

import org.jspecify.annotations.NullMarked;
