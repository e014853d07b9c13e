/**
 * Storage for hire, both sides: room on this disk that others' replicas are kept in, and copies of the owner's files that
 * others keep.
 *
 * <p>{@link org.pluspeer.node.deal.HostingDesk} takes proposals and uploads, checks, signs, proves and settles;
 * {@link org.pluspeer.node.deal.KeepDesk} chooses providers, encrypts, uploads, opens deals through
 * {@link org.pluspeer.node.deal.PlacementDesk}, watches them, makes a new replica where one is lost, and brings content
 * back. What is decided, and when, is {@code market.deal}; here it is written down and carried out.
 *
 * <p>A replica of what is sold {@code --shared} holds the buyers' ciphertext: {@link org.pluspeer.node.deal.GivingDesk} puts
 * it on the shelf of {@code node.content}, from where buyers have it while its owner is away. Any other replica is handed
 * back to its client alone, by {@link org.pluspeer.node.deal.HandingDesk}, for what the price table said;
 * {@link org.pluspeer.node.deal.RetrievalDesk} is the client's side of that. How it is paid is {@code node.bandwidth}.
 *
 * <p>It doesn't cut content into shares of an erasure code.
 */
@NullMarked
package org.pluspeer.node.deal;

import org.jspecify.annotations.NullMarked;
