/** Tests of content that comes and goes. */
@NullMarked
package org.pluspeer.node.content;

import org.jspecify.annotations.NullMarked;
