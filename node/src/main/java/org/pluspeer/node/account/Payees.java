package org.pluspeer.node.account;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.Outcome;
import org.pluspeer.node.chain.TransactionDesk;
import org.pluspeer.node.chain.TransactionDesks;
import org.pluspeer.node.chain.TransactionLog;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.policy.Purpose;
import org.pluspeer.wallet.spend.PayeeWarning;

/** Whom the wallet knows and paid, and what to say of those whom it does not. */
public final class Payees {
    /** How code begins that an account lent itself (EIP-7702), and how long that is; such an account can pay on. */
    private static final int[] LENT = {0xef, 0x01, 0x00};

    private static final int LENT_LENGTH = 23;

    private final OwnAccounts accounts;
    private final AddressBook contacts;
    private final TransactionDesks desks;
    private final TokenBook tokens;

    public Payees(OwnAccounts accounts, AddressBook contacts, TransactionDesks desks, TokenBook tokens) {
        this.accounts = accounts;
        this.contacts = contacts;
        this.desks = desks;
        this.tokens = tokens;
    }

    /** The owner's name for an address. */
    public @Nullable String name(Address address) {
        return contacts.name(address).or(() -> accounts.name(address)).orElse(null);
    }

    /** Unix seconds of the last payment to each that got one; what was dropped or called back is none. */
    public Map<Address, Long> paid() {
        Map<Address, Long> paid = new HashMap<>();
        for (TransactionDesk desk : desks.all()) {
            for (TransactionLog entry : desk.log()) {
                boolean moves = entry.outcome().status() == Outcome.Status.SUCCEEDED
                        || entry.outcome().status() == Outcome.Status.PENDING;
                if (moves && entry.purpose() == Purpose.TRANSFER) {
                    entry.spends().forEach(spend -> paid.merge(spend.counterparty(), entry.at(), Math::max));
                }
            }
        }
        return paid;
    }

    /** @throws org.pluspeer.node.ProblemException CHAIN_UNAVAILABLE */
    List<QuoteView.Warning> warnings(Address to, ChainClient chain) {
        List<QuoteView.Warning> warnings = new ArrayList<>();
        Map<Address, Long> paid = paid();
        boolean own = accounts.addresses().contains(to);
        if (own) {
            warnings.add(warning(PayeeWarning.OWN_ACCOUNT, "It is an account of your own."));
        } else if (!paid.containsKey(to)) {
            warnings.add(warning(PayeeWarning.FIRST_PAYMENT, "You never sent anything there."));
        }
        TreeSet<Address> known = new TreeSet<>(paid.keySet());
        known.addAll(accounts.addresses());
        contacts.contacts().forEach(contact -> known.add(contact.address()));
        boolean named = contacts.name(to).isPresent();
        known.remove(to);
        Optional<Address> twin = own || named ? Optional.empty() : PayeeWarning.mistakable(to, known);
        twin.ifPresent(other -> warnings.add(warning(
                PayeeWarning.LOOK_ALIKE,
                "It begins and ends like " + shown(other) + ", and is another address. Compare all of it.")));
        if (isContract(chain.code(to))) {
            warnings.add(
                    tokens.find(to).isPresent()
                            ? warning(
                                    PayeeWarning.TOKEN_CONTRACT,
                                    "It is a token's own contract. What is sent there is lost.")
                            : warning(
                                    PayeeWarning.CONTRACT,
                                    "It is a contract. Make sure that it can give back what it gets."));
        }
        return warnings;
    }

    private String shown(Address address) {
        String name = name(address);
        return name == null ? address.checksummed() : name + " (" + address.checksummed() + ")";
    }

    private static boolean isContract(byte[] code) {
        if (code.length == LENT_LENGTH) {
            boolean lent = true;
            for (int i = 0; i < LENT.length; i++) {
                lent &= (code[i] & 0xff) == LENT[i];
            }
            return !lent;
        }
        return code.length > 0;
    }

    static QuoteView.Warning warning(PayeeWarning code, String text) {
        return new QuoteView.Warning(code.name().toLowerCase(java.util.Locale.ROOT), text);
    }
}
