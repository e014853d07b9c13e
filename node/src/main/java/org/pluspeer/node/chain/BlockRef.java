package org.pluspeer.node.chain;

import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * One block as far as we need it.
 *
 * @param number from 0
 * @param time unix seconds, the chain's own
 * @param baseFee wei per gas; zero where the chain has none
 * @param transactions how many it holds
 */
public record BlockRef(long number, Hash32 hash, Hash32 parent, long time, Amount baseFee, int transactions) {}
