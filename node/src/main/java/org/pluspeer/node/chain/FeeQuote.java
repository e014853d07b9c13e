package org.pluspeer.node.chain;

import org.pluspeer.wallet.eth.Amount;

/**
 * What gas costs now.
 *
 * @param baseFee wei per gas in the head block
 * @param priorityFee wei per gas that the node suggests for the block's producer
 */
public record FeeQuote(Amount baseFee, Amount priorityFee) {}
