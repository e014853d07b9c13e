package org.pluspeer.node.deploy;

import java.util.List;
import org.pluspeer.node.chain.DeployContracts.Place;
import org.pluspeer.node.chain.DeployContracts.Standing;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;

/**
 * What would be sent, and what that costs at most.
 *
 * @param account that pays
 * @param steps in their order; what is there already costs nothing
 * @param feePerGas wei that one unit of gas may cost at most
 * @param coin wei that the proxy's author is sent, where the proxy is missing
 * @param held wei that the account has
 */
public record Plan(long chainId, Address account, List<Step> steps, Amount feePerGas, Amount coin, Amount held) {

    /** @param gas units that it may use at most; 0 where nothing is sent */
    public record Step(Place place, long gas) {
        public boolean isMissing() {
            return place.standing() == Standing.MISSING;
        }
    }

    public Plan {
        steps = List.copyOf(steps);
    }

    public boolean isDone() {
        return steps.stream().noneMatch(Step::isMissing);
    }

    public long gas() {
        return steps.stream().mapToLong(Step::gas).sum();
    }

    /** Wei that gas costs at most. */
    public Amount maxGasCost() {
        return feePerGas.times(gas());
    }

    /** Wei in all, at most. */
    public Amount maxCost() {
        return maxGasCost().plus(coin);
    }

    long gasFor(String name) {
        return steps.stream()
                .filter(step -> step.place().name().equals(name))
                .mapToLong(Step::gas)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " is not in the plan"));
    }
}
