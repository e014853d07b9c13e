package org.pluspeer.node.x402;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.approval.Approval;
import org.pluspeer.node.approval.Inbox;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Consent;

/**
 * What programs fetch: paid at once where their budget has it, else when the owner says yes. A call by a link is paid out
 * of a channel that the owner opened, and counts in the program's budget like any other.
 */
public final class ProgramFetches {
    /** Of so many the answer is kept until it is asked for; the payment brings it again after that. */
    private static final int KEPT = 32;

    private final FetchDesk desk;
    private final LinkFetchDesk links;
    private final Inbox inbox;
    private final Address account;
    private final Map<String, FetchView> answers = new LinkedHashMap<>();

    /** @param inbox where they wait; this is its hand for them */
    public ProgramFetches(FetchDesk desk, LinkFetchDesk links, Inbox inbox, Address account) {
        this.desk = desk;
        this.links = links;
        this.inbox = inbox;
        this.account = account;
        inbox.carries(Approval.Action.FETCH, this::carryOut);
    }

    /**
     * Fetches, or lets it wait. The same key of the same program is the same fetch: asked again once the owner said yes,
     * it gives the answer.
     *
     * @throws ProblemException as {@link FetchDesk#fetch}; APPROVAL_OVER where the owner said no; BUSY
     */
    public FetchView fetch(Asker.App app, FetchOrder order) {
        if (order.total() != null) {
            throw new ProblemException(Problem.Code.FORBIDDEN, "only the owner's total is a yes; leave it out");
        }
        String key = app.key(order.idempotencyKey());
        FetchOrder own = order.of(key);
        FetchView.Quote quote = LinkFetchDesk.isFor(own) ? links.quote(own) : desk.quote(own, app);
        Amount amount = quote.amount();
        TokenView token = quote.token();
        if (quote.free() || amount == null || token == null) {
            return pay(own, key, app, Consent.none());
        }
        String sum = amount.decimal(token.decimals()) + " " + token.symbol();
        Inbox.Answer answer = inbox.attempt(new Approval.Wish(
                app,
                Approval.Action.FETCH,
                account,
                key,
                "Pay " + sum + " for a call",
                List.of(
                        new Approval.Line("Address", own.url()),
                        new Approval.Line("To", String.valueOf(quote.payee())),
                        new Approval.Line("Amount", sum)),
                Json.tree(Json.write(own))));
        return switch (answer) {
            case Inbox.Answer.Waiting waiting -> FetchView.waiting(waiting.approval());
            case Inbox.Answer.Done _ -> answer(own, key, app);
        };
    }

    private FetchView answer(FetchOrder order, String key, Asker.App app) {
        FetchView kept;
        synchronized (answers) {
            kept = answers.remove(key);
        }
        return kept != null ? kept : pay(order, key, app, Consent.none());
    }

    private FetchView pay(FetchOrder order, String key, Asker asker, Consent consent) {
        return LinkFetchDesk.isFor(order) ? links.fetch(order, asker, consent) : desk.fetch(order, key, asker, consent);
    }

    private String carryOut(Approval.Wish wish, Consent consent) {
        FetchOrder order = Json.read(Json.write(wish.deed()), FetchOrder.class);
        FetchView view = pay(order, wish.key(), wish.asker(), consent);
        synchronized (answers) {
            answers.put(wish.key(), view);
            if (answers.size() > KEPT) {
                answers.remove(answers.keySet().iterator().next());
            }
        }
        return "HTTP status " + view.status();
    }
}
