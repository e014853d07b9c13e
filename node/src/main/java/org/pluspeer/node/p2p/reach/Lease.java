package org.pluspeer.node.p2p.reach;

import java.net.InetAddress;

/**
 * A port that a router forwards to this machine.
 *
 * @param external the router's own address outside
 * @param externalPort its port there
 * @param seconds that it lasts from when it was granted; 0 for without end
 */
record Lease(Transport transport, int internalPort, InetAddress external, int externalPort, long seconds) {}
