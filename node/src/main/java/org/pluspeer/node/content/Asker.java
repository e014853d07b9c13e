package org.pluspeer.node.content;

import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;

/**
 * Who asks for content.
 *
 * @param node proven by the connection
 * @param account for which the node has proven to speak; null if it said none
 * @param range of addresses that it comes from; whoever has several nodes there counts as one
 */
public record Asker(Address node, @Nullable Address account, String range) {}
