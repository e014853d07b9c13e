package org.pluspeer.node.account;

import java.util.List;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/**
 * The account and what it holds.
 *
 * @param path of the account's key (BIP-44)
 * @param pendingTransactions how many are on their way
 */
public record WalletView(Address account, String path, List<Balance> balances, int pendingTransactions) {
    public WalletView {
        balances = List.copyOf(balances);
    }

    /**
     * One kind of money, in base units.
     *
     * @param wallet in the account itself
     * @param ledger in the contract
     * @param free of the ledger, to be withdrawn; the rest are bonds of offers that are open
     * @param escrowed locked in open purchases and as bonds in open sales
     */
    public record Balance(TokenView token, Amount wallet, Amount ledger, Amount free, Amount escrowed) {}
}
