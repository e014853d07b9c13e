/** What the tests of several rooms share. */
@NullMarked
package org.pluspeer.market;

import org.jspecify.annotations.NullMarked;
