package org.pluspeer.node.loop;

import java.util.Set;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/** How far a step has come. */
sealed interface Carried {
    /** Looked at again later. */
    record Waits(String why) implements Carried {}

    /** The money is out; what it paid for goes on. */
    record Paid() implements Carried {}

    /** It is over. */
    record Done(Amount spent, Set<Address> kept, Set<Address> failed) implements Carried {}

    /** It is over, and nothing was paid. */
    record Failed(String reason) implements Carried {}
}
