/** Tests of the vault, in virtual time and with real files. */
@NullMarked
package org.pluspeer.node.vault;

import org.jspecify.annotations.NullMarked;
