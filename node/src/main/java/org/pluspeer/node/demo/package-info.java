/**
 * The whole economy on one laptop: a chain of its own, two peers as two processes, and a sale between them, told in
 * plain words. It does what two people would do, by the same HTTP API, and reads the outcome from the chain.
 *
 * <p>The hostile stories are here too, and only here: a seller that cheats or falls silent is an ordinary node whose
 * conduct this room replaced. No ordinary command can start one.
 */
@NullMarked
package org.pluspeer.node.demo;

import org.jspecify.annotations.NullMarked;
