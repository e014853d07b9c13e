package org.pluspeer.node.http;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.chain.ChainEndpoint;
import org.pluspeer.node.chain.DeployContracts;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** What goes over the API and belongs to no other room. */
public final class Views {
    private Views() {}

    /**
     * The node at a glance.
     *
     * @param startedAt unix seconds
     * @param unaudited whether the owner allowed real money before an audit
     */
    public record Status(
            String version,
            Address nodeId,
            Address account,
            Chain chain,
            int peers,
            long listings,
            boolean unlocked,
            long startedAt,
            String httpAddress,
            String p2pAddress,
            boolean unaudited) {}

    /**
     * The chain as the node sees it.
     *
     * @param head number of the newest block
     * @param headTime unix seconds, the chain's own
     * @param trouble why it cannot be followed at present
     * @param coin what gas is paid in
     */
    public record Chain(
            long id,
            String name,
            boolean playMoney,
            long head,
            long headTime,
            boolean connected,
            @Nullable String trouble,
            TokenView coin,
            List<RpcEndpoint> endpoints,
            List<Contract> contracts) {}

    /**
     * An endpoint that the chain is read from, or could be.
     *
     * @param url without what may be an access key
     * @param state ok, behind, disputed, away or lying
     * @param why one sentence; null while it is ok
     * @param head number of the newest block that it showed
     * @param since unix seconds
     */
    public record RpcEndpoint(
            String url,
            String state,
            @Nullable String why,
            @Nullable Long head,
            long since) {
        public static RpcEndpoint of(ChainEndpoint endpoint) {
            return new RpcEndpoint(
                    endpoint.url(), endpoint.state().text(), endpoint.why(), endpoint.head(), endpoint.since());
        }
    }

    /** @param state ours or missing; only features that need a missing one are off */
    public record Contract(String name, Address address, String state) {
        public static Contract of(DeployContracts.Place place) {
            return new Contract(place.name(), place.address(), place.standing().text());
        }
    }

    /**
     * The peers.
     *
     * @param left those that went of late, or never came about, the latest first
     */
    public record Peers(List<Peer> peers, List<Left> left) {}

    /**
     * A peer that there is a link with.
     *
     * @param carrier quic or tcp
     * @param way direct or relayed
     * @param connectedSince unix seconds
     * @param bytesIn of frames that came from it over the link in use
     * @param bytesOut of frames that went to it
     * @param direction out if this side dialled, else in
     */
    public record Peer(
            Address nodeId,
            @Nullable Address account,
            String address,
            String carrier,
            String way,
            long connectedSince,
            long bytesIn,
            long bytesOut,
            String agent,
            String direction) {}

    /**
     * A link that ended.
     *
     * @param reason a word that programs can compare, such as idle or lost
     * @param text one sentence
     * @param byThem whether the other side ended it and gave this reason
     * @param at unix seconds
     */
    public record Left(Address nodeId, String address, String reason, String text, boolean byThem, long at) {}

    /** What changed, and the number to ask with next. */
    public record Events(long last, Set<String> changed) {}

    public record Buy(String listingId, String idempotencyKey) {}

    /**
     * The owner's yes.
     *
     * @param transferMax what peers may be paid for bringing it, at most; absent: as the cost says
     */
    public record Approval(Amount total, @Nullable Amount transferMax) {}

    public record Download(String url) {}

    public record Stopping(boolean stopping) {}

    public record Withdraw(Address token, Amount amount, String idempotencyKey) {}

    /**
     * What came of an order.
     *
     * @param state {@code done}: it is on its way; {@code waiting} for the owner's yes
     * @param transaction hash of what was sent
     * @param approval id of what waits
     */
    public record Sent(
            String state,
            @Nullable Hash32 transaction,
            @Nullable String approval) {
        static Sent done(Hash32 transaction) {
            return new Sent("done", transaction, null);
        }

        static Sent waiting(String approval) {
            return new Sent("waiting", null, approval);
        }
    }
}
