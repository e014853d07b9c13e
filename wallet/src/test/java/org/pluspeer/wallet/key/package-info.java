@NullMarked
package org.pluspeer.wallet.key;

import org.jspecify.annotations.NullMarked;
