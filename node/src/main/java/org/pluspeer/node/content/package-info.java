/**
 * Encrypted content on its way and on the disk: fetched from several peers at once, each run checked when it comes; kept
 * as far as it came; and given on to others by an owner who wants that.
 *
 * <p>It opens nothing and knows no key: whose ciphertext it is and what it costs is the business of {@code node.sale}.
 * Which run is asked of whom next is decided by {@code market.fetch}; links are {@code node.p2p}'s.
 */
@NullMarked
package org.pluspeer.node.content;

import org.jspecify.annotations.NullMarked;
