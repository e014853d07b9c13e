/**
 * Storage for hire, both sides: room on this disk that others' replicas are kept in, and copies of the owner's files that
 * others keep.
 *
 * <p>{@link org.pluspeer.node.deal.HostingDesk} takes proposals and uploads, checks, signs, proves and settles;
 * {@link org.pluspeer.node.deal.KeepDesk} chooses providers, encrypts, uploads, opens deals through
 * {@link org.pluspeer.node.deal.PlacementDesk}, watches them, makes a new replica where one is lost, and brings content
 * back. What is decided, and when, is {@code market.deal}; here it is written down and carried out.
 *
 * <p>It doesn't cut content into shares of an erasure code, and it charges nobody for handing a replica back: only its
 * client may ask for it.
 */
@NullMarked
package org.pluspeer.node.deal;

import org.jspecify.annotations.NullMarked;
