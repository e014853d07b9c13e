@NullMarked
package org.pluspeer.node.sale;

import org.jspecify.annotations.NullMarked;
