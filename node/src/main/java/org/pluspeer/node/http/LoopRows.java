package org.pluspeer.node.http;

import java.util.List;
import java.util.function.Supplier;
import org.pluspeer.node.http.Endpoint.Access;
import org.pluspeer.node.http.Endpoint.Method;
import org.pluspeer.node.http.Endpoint.None;
import org.pluspeer.node.loop.LoopDesk;
import org.pluspeer.node.loop.LoopSetting;
import org.pluspeer.node.loop.LoopView;

/** The rows about the owner's rule for earnings. */
final class LoopRows {
    private LoopRows() {}

    static List<Endpoint<?, ?>> table(Supplier<Api.Rooms> rooms) {
        Supplier<LoopDesk> loop = () -> rooms.get().loop();
        Endpoint.Function<None, LoopView> view = call -> loop.get().view();
        Endpoint.Function<LoopSetting, LoopView> set = call -> loop.get().set(call.body());
        Endpoint.Function<LoopSetting, LoopView.Plan> trial = call -> loop.get().trial(call.body());
        return List.of(
                Rows.get(
                                "/loop",
                                "The rule for earnings, what it paid for and what that brought",
                                Rows.NONE,
                                LoopView.class,
                                view)
                        .forApps(Access.READ),
                new Endpoint<>(
                        Method.PUT, "/loop", "Set the rule, whole", Rows.NONE, LoopSetting.class, LoopView.class, set),
                Rows.post(
                        "/loop/plan",
                        "What a rule would do now; nothing is done",
                        LoopSetting.class,
                        LoopView.Plan.class,
                        trial));
    }
}
