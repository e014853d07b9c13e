package org.pluspeer.node.p2p.reach;

import java.net.InetAddress;
import java.util.List;
import org.pluspeer.wallet.eth.Address;

/** What somebody in the local network says: this node is at these addresses. Nothing proves it. */
record Announcement(Address node, List<InetAddress> addresses, int port) {}
