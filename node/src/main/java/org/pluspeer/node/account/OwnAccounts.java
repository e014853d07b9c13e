package org.pluspeer.node.account;

import java.util.List;
import java.util.Optional;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;

/** The wallet's accounts, as far as money needs to know them. */
@FunctionalInterface
public interface OwnAccounts {

    /** The account that trades first; then the others, those that are only watched too. */
    List<Account> all();

    /** @param name plain text */
    record Account(Address address, String name) {}

    default Address main() {
        return all().getFirst().address();
    }

    default List<Address> addresses() {
        return all().stream().map(Account::address).toList();
    }

    default Optional<String> name(Address address) {
        return all().stream()
                .filter(account -> account.address().equals(address))
                .map(Account::name)
                .findFirst();
    }

    /** @throws ProblemException NOT_FOUND if it is none of them */
    default Address require(Address account) {
        if (!addresses().contains(account)) {
            throw new ProblemException(Problem.Code.NOT_FOUND, account + " is no account of this wallet");
        }
        return account;
    }

    static OwnAccounts only(Address main) {
        List<Account> one = List.of(new Account(main, "Main"));
        return () -> one;
    }
}
