package org.pluspeer.node.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.Exchange;
import org.pluspeer.node.chain.Receipt;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What the chain itself says that everybody holds, at one block; the peers' own word does not count. */
final class Books {
    private final ChainClient chain;
    private final Exchange exchange;
    private final Tokens tokens;
    private final Address token;

    Books(ChainClient chain, Address token) {
        this.chain = chain;
        this.exchange = Exchange.on(chain);
        this.tokens = new Tokens(chain);
        this.token = token;
    }

    /** A peer by name and account. */
    record Party(String name, Address account) {}

    /** One party's holdings of one token, in base units. */
    record Row(String peer, Address token, Amount wallet, Amount ledger, Amount escrow) {}

    /** All holdings at one block. The escrow of open sales is shown with the party whose price is in it. */
    record Page(long block, List<Row> rows) {
        Amount total(Address token) {
            return rows.stream()
                    .filter(row -> row.token().equals(token))
                    .map(row -> row.wallet().plus(row.ledger()).plus(row.escrow()))
                    .reduce(Amount.ZERO, Amount::plus);
        }

        Amount of(String peer, Address token) {
            return rows.stream()
                    .filter(row -> row.peer().equals(peer) && row.token().equals(token))
                    .map(row -> row.wallet().plus(row.ledger()).plus(row.escrow()))
                    .reduce(Amount.ZERO, Amount::plus);
        }
    }

    /** @param payer in whose row all that is in escrow is shown */
    Page at(long block, List<Party> parties, Party payer) {
        At at = new At.Block(block);
        List<Row> rows = new ArrayList<>();
        for (Party party : parties) {
            for (Address kind : List.of(Address.ZERO, token)) {
                rows.add(new Row(
                        party.name(),
                        kind,
                        tokens.balance(kind, party.account(), at),
                        exchange.ledger(party.account(), kind, at),
                        party.equals(payer) ? exchange.escrowed(kind, at) : Amount.ZERO));
            }
        }
        return new Page(block, List.copyOf(rows));
    }

    long head() {
        return chain.head().number();
    }

    /** Gas that was paid for the transactions, in wei, by their receipts. */
    Amount fees(Set<Hash32> transactions) {
        return transactions.stream().map(this::receipt).map(Receipt::fee).reduce(Amount.ZERO, Amount::plus);
    }

    Receipt receipt(Hash32 transaction) {
        return chain.receipt(transaction)
                .orElseThrow(() -> new ProblemException(
                        Problem.Code.INTERNAL, "the chain has no receipt of transaction " + transaction));
    }
}
