package org.pluspeer.node.p2p.gossip;

import org.pluspeer.market.wire.Message;
import org.pluspeer.wallet.eth.Hash32;

/** What a question that is on its way to a neighbour is about. */
sealed interface Errand {
    Neighbour with();

    /** It is brought a listing. */
    record Put(Neighbour with, Hash32 digest) implements Errand {}

    /** Catalogues are compared with it. */
    record Compare(Neighbour with, Pass pass, Message question) implements Errand {}

    /** It is told what there is, or asked for some. */
    record News(Neighbour with) implements Errand {}
}
