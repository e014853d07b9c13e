/**
 * The programs that the owner paired with this node: what each may do, how much it may spend, and until when.
 *
 * <p>It decides nothing about a payment; that is the policy's, which is told each program's limits. It keeps no token,
 * only its hash, and can show none again.
 */
@NullMarked
package org.pluspeer.node.app;

import org.jspecify.annotations.NullMarked;
