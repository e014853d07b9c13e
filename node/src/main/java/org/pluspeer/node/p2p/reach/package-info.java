/**
 * How others can dial this node: what the router is asked for, what peers say who tried, and what is made of both.
 * {@code docs/protocol/13-reach.md} is the specification of what goes between peers.
 *
 * <p>Three protocols ask a home router to forward a port, in this order: PCP (RFC 6887), NAT-PMP (RFC 6886) and UPnP
 * (IGD 1 and 2). Their formats are pure codecs; {@link org.pluspeer.node.p2p.reach.PortMapping} holds what was granted,
 * renews it and gives it back. By IPv6 the router's firewall is asked by PCP to let the port in. Only the default gateway is asked and believed. Peers in the same local network are
 * found by DNS-SD.
 *
 * <p>It deliberately maps no port for anything but peer links, never more than one port number, and asks no server on
 * the internet for this node's address: other peers say what they see.
 */
@NullMarked
package org.pluspeer.node.p2p.reach;

import org.jspecify.annotations.NullMarked;
