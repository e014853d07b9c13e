package org.pluspeer.node.http;

import static org.pluspeer.node.http.Endpoint.Method.PUT;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.MessageDesk;
import org.pluspeer.node.app.Scope;
import org.pluspeer.node.approval.Approval;
import org.pluspeer.node.approval.PolicyRecord;
import org.pluspeer.node.http.Endpoint.Access;
import org.pluspeer.node.http.Endpoint.Call;
import org.pluspeer.node.http.Endpoint.None;
import org.pluspeer.wallet.policy.Asker;

/** The rows about the owner's rules, what was decided by them, what waits for the owner, and messages to sign. */
final class ApprovalRows {
    private static final int MOST = 100;

    private ApprovalRows() {}

    static List<Endpoint<?, ?>> table(Supplier<Api.Rooms> rooms) {
        Supplier<Trust> trust = () -> rooms.get().trust();
        Endpoint.Function<None, TrustViews.Requests> list = call -> list(trust.get(), call);
        Endpoint.Function<None, TrustViews.Request> show =
                call -> trust.get().view(own(trust.get(), call, call.pathPart("id")));
        Endpoint.Function<None, TrustViews.Request> approve =
                call -> trust.get().view(trust.get().inbox().approve(call.pathPart("id")));
        Endpoint.Function<None, TrustViews.Request> deny =
                call -> trust.get().view(trust.get().inbox().deny(call.pathPart("id")));
        Endpoint.Function<None, TrustViews.Decisions> decisions =
                call -> trust.get().decided(Rows.limit(call), call.queryText("cursor"), call.queryText("app"));
        Endpoint.Function<None, TrustViews.Policy> policy =
                call -> trust.get().view(trust.get().policy().policy());
        Endpoint.Function<PolicyRecord, TrustViews.Policy> replace = call -> replace(trust.get(), call.body());
        Endpoint.Function<MessageDesk.Order, MessageDesk.Signed> sign = call -> sign(trust.get(), call);
        Endpoint.Function<MessageDesk.Check, MessageDesk.Checked> verify = call -> MessageDesk.verify(call.body());
        return List.of(
                Rows.get("/approvals", "What waits for your yes", Rows.NONE, TrustViews.Requests.class, list)
                        .forApps(Access.APP),
                Rows.get("/approvals/{id}", "One that waits, or did", Rows.NONE, TrustViews.Request.class, show)
                        .forApps(Access.APP),
                Rows.post(
                        "/approvals/{id}/approve",
                        "Say yes: it is carried out once",
                        None.class,
                        TrustViews.Request.class,
                        approve),
                Rows.post("/approvals/{id}/deny", "Say no", None.class, TrustViews.Request.class, deny),
                Rows.get(
                        "/decisions",
                        "What the rules decided, and by which",
                        List.of("limit", "cursor", "app"),
                        TrustViews.Decisions.class,
                        decisions),
                Rows.get("/policy", "The spending rules", Rows.NONE, TrustViews.Policy.class, policy)
                        .forApps(Access.READ),
                new Endpoint<>(
                        PUT,
                        "/policy",
                        "Replace the spending rules",
                        Rows.NONE,
                        PolicyRecord.class,
                        TrustViews.Policy.class,
                        replace),
                Rows.post(
                                "/wallet/sign",
                                "Show a message, or sign it",
                                MessageDesk.Order.class,
                                MessageDesk.Signed.class,
                                sign)
                        .forApps(Access.SIGN),
                Rows.post(
                                "/wallet/verify",
                                "Say who signed a message",
                                MessageDesk.Check.class,
                                MessageDesk.Checked.class,
                                verify)
                        .forApps(Access.APP));
    }

    /** A program sees its own alone. */
    private static boolean isOwn(Call<?> call, Approval approval) {
        return switch (call.caller()) {
            case Asker.Owner _, Asker.Node _ -> true;
            case Asker.App app -> approval.wish().asker().equals(app);
        };
    }

    private static TrustViews.Requests list(Trust trust, Call<None> call) {
        return new TrustViews.Requests(trust.inbox().list().stream()
                .filter(approval -> isOwn(call, approval))
                .limit(MOST)
                .map(trust::view)
                .toList());
    }

    private static Approval own(Trust trust, Call<None> call, String id) {
        return Optional.of(trust.inbox().get(id))
                .filter(approval -> isOwn(call, approval))
                .orElseThrow(() -> new ProblemException(Problem.Code.NOT_FOUND, "there is no request " + id));
    }

    private static TrustViews.Policy replace(Trust trust, PolicyRecord wanted) {
        TrustViews.Policy replaced = trust.view(trust.policy().replace(wanted));
        trust.changed();
        return replaced;
    }

    /** What moves money needs the scope for it as well. */
    private static MessageDesk.Signed sign(Trust trust, Call<MessageDesk.Order> call) {
        if (call.caller() instanceof Asker.App app
                && !trust.messages().intent(call.body()).spends().isEmpty()
                && !trust.has(app, Scope.SPEND)) {
            throw new ProblemException(
                    Problem.Code.FORBIDDEN, "it pays, and this program's token has not the scope spend");
        }
        return trust.messages().sign(call.body(), call.caller());
    }
}
