package org.pluspeer.node.chain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.contracts.Deployment;
import org.pluspeer.contracts.Deployments;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;

/**
 * Puts contracts where everybody looks for them: CREATE2 (EIP-1014) with salt 0 through the deterministic deployment
 * proxy, so that the address depends on the bytes alone. What is there already is left; anybody may do this, once for
 * all. The proxy itself is put there where it is missing, by the transaction that its authors signed with no key.
 */
public final class DeployContracts {
    private static final Address PROXY = Address.parse(Deployments.PROXY);
    private static final Hash32 PROXY_CODE = Hash32.parse(Deployments.PROXY_CODE_HASH);
    private static final Address PROXY_AUTHOR = Address.parse(Deployments.PROXY_DEPLOYER);
    private static final Amount PROXY_COST = new Amount(Deployments.PROXY_FUNDS);

    /** Sends one transaction and waits until a block has it; a failed one throws. */
    public interface Sender {
        Address address();

        Receipt send(@Nullable Address to, Amount value, byte[] data);
    }

    private final ChainClient chain;
    private final Sender sender;

    public DeployContracts(ChainClient chain, Sender sender) {
        this.chain = chain;
        this.sender = sender;
    }

    /**
     * @return what had to be put there, by name
     * @throws ProblemException {@code CONTRACT_MISMATCH} where other code is at the address, now or before
     */
    public List<String> run(List<Deployment> wanted) {
        List<String> done = new ArrayList<>();
        for (Deployment contract : wanted) {
            if (chain.code(Address.parse(contract.address())).length == 0) {
                ensureProxy(done);
                sender.send(PROXY, Amount.ZERO, Bytes.parseHex(contract.proxyCall()));
                done.add(contract.name());
            }
            check(chain, contract);
        }
        return done;
    }

    /** @throws ProblemException {@code CONTRACT_MISMATCH} where this contract's code is not at its address */
    public static void check(ChainClient chain, Deployment contract) {
        check(chain, contract.name(), Address.parse(contract.address()), Hash32.parse(contract.codeHash()));
    }

    private static void check(ChainClient chain, String name, Address address, Hash32 codeHash) {
        byte[] code = chain.code(address);
        if (code.length == 0) {
            throw new ProblemException(
                    Code.CONTRACT_MISMATCH,
                    "Chain " + chain.chainId() + " has no " + name + " at " + address
                            + ": it has to be deployed there first.");
        }
        if (!Keccak.hash(code).equals(codeHash)) {
            throw new ProblemException(
                    Code.CONTRACT_MISMATCH,
                    "The code at " + address + " on chain " + chain.chainId() + " is not that of " + name + ".");
        }
    }

    private void ensureProxy(List<String> done) {
        byte[] code = chain.code(PROXY);
        if (code.length == 0) {
            Amount held = chain.balance(PROXY_AUTHOR, At.LATEST);
            if (held.isLessThan(PROXY_COST)) {
                sender.send(PROXY_AUTHOR, PROXY_COST.minus(held), new byte[0]);
            }
            Sent sent = chain.send(Bytes.parseHex(Deployments.PROXY_TRANSACTION));
            if (!(sent instanceof Sent.Accepted)) {
                throw new ProblemException(Code.TRANSACTION_FAILED, "This chain does not take the deployment proxy.");
            }
            // Whoever sends next waits for a block, and this transaction stands before it.
            sender.send(sender.address(), Amount.ZERO, new byte[0]);
            done.add("deterministic deployment proxy");
        }
        check(chain, "the deterministic deployment proxy", PROXY, PROXY_CODE);
    }
}
