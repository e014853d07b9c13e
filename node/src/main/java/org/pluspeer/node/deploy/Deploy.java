package org.pluspeer.node.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pluspeer.contracts.Deployment;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.Call;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.DeployContracts;
import org.pluspeer.node.chain.DeployContracts.Place;
import org.pluspeer.node.chain.DeployContracts.Standing;
import org.pluspeer.node.chain.Patience;
import org.pluspeer.node.chain.RevertedException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;

/** One run of {@code peer contracts deploy}: look, plan, and after the owner's yes carry out. */
public final class Deploy {
    private final ChainClient chain;
    private final List<Deployment> wanted;
    private final DeployRecord record;

    public Deploy(ChainClient chain, List<Deployment> wanted, DeployRecord record) {
        this.chain = chain;
        this.wanted = List.copyOf(wanted);
        this.record = record;
    }

    /**
     * Looks what is there, and writes that down.
     *
     * @throws ProblemException CONTRACT_MISMATCH where a stranger's code is at one of the addresses
     */
    public List<Place> survey() {
        List<Place> places = DeployContracts.survey(chain, wanted);
        for (Place place : places) {
            if (place.standing() == Standing.FOREIGN) {
                DeployContracts.require(chain, place);
            }
        }
        record.found(places);
        return places;
    }

    /**
     * Reckons what the missing ones cost the account. Signs and sends nothing.
     *
     * @throws ProblemException TRANSACTION_FAILED where a contract refuses to be on this chain; INSUFFICIENT_FUNDS
     */
    public Plan plan(Address account) {
        Map<String, Deployment> byName =
                wanted.stream().collect(Collectors.toMap(Deployment::name, Function.identity()));
        List<Plan.Step> steps = new ArrayList<>();
        for (Place place : survey()) {
            boolean missing = place.standing() == Standing.MISSING;
            Deployment contract = byName.get(place.name());
            long gas = !missing ? 0 : contract == null ? proxyGas(account) : gas(account, contract);
            steps.add(new Plan.Step(place, gas));
        }
        Amount coin = steps.getFirst().isMissing() ? DeployContracts.proxyCost(chain) : Amount.ZERO;
        Amount fee = DeployAccount.fees(chain).maxFee();
        Plan plan = new Plan(chain.chainId(), account, steps, fee, coin, chain.balance(account, At.LATEST));
        if (plan.held().isLessThan(plan.maxCost())) {
            throw new ProblemException(
                    Code.INSUFFICIENT_FUNDS,
                    "It needs up to " + plan.maxCost() + " wei, and " + account + " holds " + plan.held() + ".");
        }
        return plan;
    }

    /** Gas for sending coin to the proxy's author; nothing where it has enough. */
    private long proxyGas(Address account) {
        Amount coin = DeployContracts.proxyCost(chain);
        return coin.isZero() ? 0 : roomy(new Call(account, DeployContracts.PROXY_AUTHOR, coin, new byte[0]));
    }

    /** A plain creation uses what the way through the proxy does, within the quarter on top; it needs no proxy yet. */
    private long gas(Address account, Deployment contract) {
        return roomy(new Call(account, null, Amount.ZERO, Bytes.parseHex(contract.creationCode())));
    }

    private long roomy(Call call) {
        try {
            long gas = chain.estimateGas(call);
            return gas + gas / 4;
        } catch (RevertedException e) {
            throw new ProblemException(
                    Code.TRANSACTION_FAILED,
                    "This chain would refuse it: " + e.revert().text() + ". Nothing was sent.",
                    e);
        }
    }

    /**
     * Sends what is missing, one after the other, and checks what then stands there.
     *
     * @param plan that the owner agreed to
     * @param patience for each transaction
     * @throws ProblemException REFUSED_BY_POLICY where it would cost more than the plan says; TIMEOUT where a
     *     transaction is in no block in time; another run goes on from there
     */
    public void carryOut(Plan plan, SigningDesk signing, Patience patience) {
        try {
            new DeployContracts(chain, new DeployAccount(chain, signing, record, patience, plan)).run(wanted);
        } finally {
            survey();
        }
    }
}
