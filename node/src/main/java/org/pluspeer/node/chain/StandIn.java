package org.pluspeer.node.chain;

import java.util.function.BooleanSupplier;

/**
 * The operations account at its desk: it makes the calls that anybody may make while the owner's keys are locked.
 *
 * @param isNeeded whether they are
 */
public record StandIn(TransactionDesk desk, BooleanSupplier isNeeded) {}
