@NullMarked
package org.pluspeer.wallet.policy;

import org.jspecify.annotations.NullMarked;
