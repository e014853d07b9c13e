@NullMarked
package org.pluspeer.wallet.eth;

import org.jspecify.annotations.NullMarked;
