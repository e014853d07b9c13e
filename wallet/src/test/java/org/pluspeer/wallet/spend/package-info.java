@NullMarked
package org.pluspeer.wallet.spend;

import org.jspecify.annotations.NullMarked;
