/** The edge tried from outside, with real sockets: a table without rooms behind it, so that nothing but the edge answers. */
@NullMarked
package org.pluspeer.node.http;

import org.jspecify.annotations.NullMarked;
