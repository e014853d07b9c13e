package org.pluspeer.node.account;

import java.util.List;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** What came in and went out, by kind of money and by day. */
public record BalanceSheet(List<Sum> tokens, List<Day> days) {
    public BalanceSheet {
        tokens = List.copyOf(tokens);
        days = List.copyOf(days);
    }

    /**
     * One kind of money, in base units.
     *
     * @param earned from sales that are over
     * @param pending the price of sales that are paid and not over
     * @param atRisk own money in open deals: bonds, and prices in escrow
     * @param claimable free in the contract's ledger
     * @param spent on purchases that were delivered
     */
    public record Sum(TokenView token, Amount earned, Amount pending, Amount atRisk, Amount claimable, Amount spent) {}

    /** @param day such as {@code 2026-11-22}, UTC */
    public record Day(String day, Address token, Amount earned, Amount spent) {}
}
