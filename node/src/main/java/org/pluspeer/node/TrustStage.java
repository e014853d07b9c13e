package org.pluspeer.node;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.pluspeer.node.account.MessageDesk;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.app.AppBook;
import org.pluspeer.node.approval.ForwardClock;
import org.pluspeer.node.approval.Inbox;
import org.pluspeer.node.approval.PolicyBook;
import org.pluspeer.node.approval.Signers;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.chain.ChannelContract;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.events.Bell;
import org.pluspeer.node.events.Topic;
import org.pluspeer.node.http.Trust;
import org.pluspeer.node.store.DecisionStore;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.policy.Budget;
import org.pluspeer.wallet.policy.Limits;
import org.pluspeer.wallet.policy.Policy;
import org.pluspeer.wallet.policy.Rules;
import org.pluspeer.wallet.policy.Wording;

/** Who may have what signed: the owner's rules, the paired programs, what waits for a yes, and the desk that signs. */
record TrustStage(PolicyBook policy, AppBook apps, Inbox inbox, SigningDesk signing, Trust rows) {
    private static final int TOKEN_BYTES = 32;
    private static final int ID_BYTES = 8;

    /** What it stands on. */
    record Ground(StorageStage storage, ChainStage chain, Signers signers, Supplier<Set<Address>> own) {}

    static TrustStage open(Ground ground, Bell bell, InstantSource clock, SecureRandom random) {
        var journal = ground.storage().journal();
        ForwardClock forward = new ForwardClock(clock);
        PolicyBook policy = new PolicyBook(first(ground.chain(), 4, Rules.DEFAULT_GAS_PER_TRANSACTION), journal);
        AppBook apps = new AppBook(
                journal,
                forward,
                () -> KeyStage.bytes(random, TOKEN_BYTES),
                first(ground.chain(), 1, Amount.parseDecimal("0.005", 18)));
        Supplier<Rules> rules = () -> new Rules(
                ground.chain().client().chainId(),
                ground.own().get(),
                Set.of(ground.chain().venue().exchange(), DealContract.ADDRESS, ChannelContract.ADDRESS),
                policy.limits(),
                apps.limits());
        SigningDesk signing = new SigningDesk(
                () -> new Policy(rules.get(), amounts(ground.chain())), ground.signers(), journal, forward);
        Inbox inbox =
                new Inbox(journal, forward, () -> KeyStage.bytes(random, ID_BYTES), () -> bell.ring(Topic.APPROVALS));
        Trust rows = new Trust(
                policy,
                inbox,
                apps,
                new DecisionStore(ground.storage().store().database()),
                new MessageDesk(signing, inbox),
                signing,
                ground.chain().book(),
                bell);
        return new TrustStage(policy, apps, inbox, signing, rows);
    }

    /** In coins, where the node knows the token; it asks the chain for none: a signature does not wait for a name. */
    private static Wording amounts(ChainStage chain) {
        return (token, units) -> chain.book()
                .known(token)
                .map(view -> units.decimal(view.decimals()) + " " + view.symbol())
                .orElseGet(() -> Wording.BASE_UNITS.amount(token, units));
    }

    /**
     * Small budgets until the owner sets others: for the coin, and for the tokens that the chain is known by. A
     * program's end is its token's.
     */
    private static Limits first(ChainStage chain, long times, Amount gas) {
        Limits limits = new Limits(Map.of(), gas, gas.times(5), OptionalLong.empty());
        for (TokenView token : chain.book().shown()) {
            boolean coin = token.address().isZero();
            Amount unit =
                    coin ? Amount.parseDecimal("0.001", token.decimals()) : Amount.parseDecimal("1", token.decimals());
            Budget budget = new Budget(unit.times(times), unit.times(2 * times), unit.times(5 * times));
            limits = limits.withBudget(token.address(), budget);
        }
        return limits;
    }
}
