package org.pluspeer.market.deal;

import java.util.List;
import org.pluspeer.wallet.eth.Address;

/** A deal, as one of its two sides sees it. */
public sealed interface DealSide permits Hosting, Placement {
    DealFacts facts();

    /** What is to be done now; also what is to be done after a restart. */
    List<DealEffect> effects();

    /** Who is on the other side. */
    Address other();

    /** The state that facts make. */
    DealSide read(DealFacts facts);
}
