package org.pluspeer.market.channel;

import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Signature;

/**
 * A payment: the newest one says all.
 *
 * @param cumulative everything that the payer owes since the channel was opened, in base units
 * @param signature by the channel's voucherKey
 */
public record Voucher(Amount cumulative, Signature signature) {}
