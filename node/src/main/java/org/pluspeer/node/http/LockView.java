package org.pluspeer.node.http;

import org.jspecify.annotations.Nullable;

/**
 * The lock.
 *
 * @param state {@code unlocked} or {@code locked}
 * @param locksAt unix seconds; null where it stays open to the end of the run, or is locked
 * @param retryAt unix seconds, when the next passphrase can be tried; null if at once
 * @param backedUp whether the owner proved to have the words on paper
 * @param standby whether keys for protective calls lie in clear, so that the node starts without its owner
 */
public record LockView(
        String state, @Nullable Long locksAt, @Nullable Long retryAt, boolean backedUp, boolean standby) {}
