package org.pluspeer.node.account;

import java.util.ArrayList;
import java.util.List;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.approval.Approval;
import org.pluspeer.node.approval.Inbox;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Consent;

/** Payments that programs order: sent at once where their budget has it, else when the owner says yes. */
public final class ProgramSpending {
    private final SpendDesk desk;
    private final TokenBook tokens;
    private final Payees payees;
    private final Inbox inbox;

    /** @param inbox where orders wait; this is its hand for them */
    public ProgramSpending(SpendDesk desk, TokenBook tokens, Payees payees, Inbox inbox) {
        this.desk = desk;
        this.tokens = tokens;
        this.payees = payees;
        this.inbox = inbox;
        inbox.carries(Approval.Action.SEND, this::carryOut);
    }

    /**
     * Sends, or lets it wait. The same key of the same program is the same payment.
     *
     * @throws ProblemException as {@link SpendDesk#send}; APPROVAL_OVER where the owner said no; BUSY
     */
    public Inbox.Answer send(Asker.App app, SpendOrder order, String key) {
        if (order.isAll()) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "a program says how much it sends");
        }
        Address from = desk.payer(order);
        TokenView token = tokens.require(order.token());
        String sum = order.units().decimal(token.decimals()) + " " + token.symbol();
        String name = payees.name(order.to());
        List<Approval.Line> lines = new ArrayList<>();
        lines.add(new Approval.Line("To", order.to().checksummed()));
        if (name != null) {
            lines.add(new Approval.Line("Your name for it", name));
        }
        lines.add(new Approval.Line("Amount", sum));
        return inbox.attempt(new Approval.Wish(
                app,
                Approval.Action.SEND,
                from,
                app.key(key),
                "Send " + sum,
                lines,
                Json.tree(Json.write(new SpendOrder(from, order.to(), order.token(), order.amount(), order.pace())))));
    }

    private String carryOut(Approval.Wish wish, Consent consent) {
        SpendOrder order = Json.read(Json.write(wish.deed()), SpendOrder.class);
        return desk.send(order, wish.key(), wish.asker(), consent).hex();
    }
}
