/** What the tests of several rooms share. */
@NullMarked
package org.pluspeer.wallet;

import org.jspecify.annotations.NullMarked;
