package org.pluspeer.node.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
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
    /** The proxy, as {@link #survey} and {@link #run} name it. */
    public static final String PROXY_NAME = "deterministic deployment proxy";

    /** The account that the proxy's transaction is from; nobody has its key. */
    public static final Address PROXY_AUTHOR = Address.parse(Deployments.PROXY_DEPLOYER);

    private static final Address PROXY = Address.parse(Deployments.PROXY);
    private static final Hash32 PROXY_CODE = Hash32.parse(Deployments.PROXY_CODE_HASH);
    private static final Amount PROXY_COST = new Amount(Deployments.PROXY_FUNDS);

    /** Who pays. */
    public interface Sender {
        Address address();

        /**
         * Sends one transaction and waits until a block has it; a failed one throws.
         *
         * @param what it is for: the contract's name, the same whenever it is tried again
         */
        Receipt send(String what, Address to, Amount value, byte[] data);

        /** Waits until it is so; throws where that lasts too long. */
        void await(BooleanSupplier so, String what);
    }

    /** What is at an address. */
    public enum Standing {
        OURS,
        MISSING,
        /** Other code: nothing that trusts this address may be used on this chain. */
        FOREIGN;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A contract, or the proxy, and what is at its address. */
    public record Place(String name, Address address, Hash32 codeHash, Standing standing) {}

    private final ChainClient chain;
    private final Sender sender;

    public DeployContracts(ChainClient chain, Sender sender) {
        this.chain = chain;
        this.sender = sender;
    }

    /** Looks at the proxy, then at each contract. */
    public static List<Place> survey(ChainClient chain, List<Deployment> wanted) {
        List<Place> places = new ArrayList<>();
        places.add(place(chain, PROXY_NAME, PROXY, PROXY_CODE));
        wanted.forEach(contract -> places.add(
                place(chain, contract.name(), Address.parse(contract.address()), Hash32.parse(contract.codeHash()))));
        return places;
    }

    /** Wei that the proxy's author still needs, where the proxy is missing. */
    public static Amount proxyCost(ChainClient chain) {
        Amount held = chain.balance(PROXY_AUTHOR, At.LATEST);
        return held.isLessThan(PROXY_COST) ? PROXY_COST.minus(held) : Amount.ZERO;
    }

    /**
     * @return what had to be put there, by name
     * @throws ProblemException {@code CONTRACT_MISMATCH} where other code is at the address, now or before
     */
    public List<String> run(List<Deployment> wanted) {
        List<String> done = new ArrayList<>();
        for (Deployment contract : wanted) {
            Address address = Address.parse(contract.address());
            if (chain.code(address).length == 0) {
                ensureProxy(done);
                sender.send(contract.name(), PROXY, Amount.ZERO, Bytes.parseHex(contract.proxyCall()));
                sender.await(() -> chain.code(address).length > 0, contract.name());
                done.add(contract.name());
            }
            check(chain, contract);
        }
        return done;
    }

    /** @throws ProblemException {@code CONTRACT_MISMATCH} where this contract's code is not at its address */
    public static void check(ChainClient chain, Deployment contract) {
        require(
                chain,
                place(chain, contract.name(), Address.parse(contract.address()), Hash32.parse(contract.codeHash())));
    }

    private static Place place(ChainClient chain, String name, Address address, Hash32 codeHash) {
        byte[] code = chain.code(address);
        Standing standing = code.length == 0
                ? Standing.MISSING
                : Keccak.hash(code).equals(codeHash) ? Standing.OURS : Standing.FOREIGN;
        return new Place(name, address, codeHash, standing);
    }

    /** @throws ProblemException {@code CONTRACT_MISMATCH} unless it is ours */
    public static void require(ChainClient chain, Place place) {
        switch (place.standing()) {
            case OURS -> {}
            case MISSING ->
                throw new ProblemException(
                        Code.CONTRACT_MISMATCH,
                        "Chain " + chain.chainId() + " has no " + place.name() + " at " + place.address()
                                + ": it has to be deployed there first, by ./peer contracts deploy.");
            case FOREIGN ->
                throw new ProblemException(
                        Code.CONTRACT_MISMATCH,
                        "The code at " + place.address() + " on chain " + chain.chainId() + " is not that of "
                                + place.name() + ".");
        }
    }

    private static ProblemException notTaken(String reason) {
        return new ProblemException(
                Code.TRANSACTION_FAILED,
                "This chain does not take the " + PROXY_NAME + ", so nothing can be deployed here: " + reason + ".");
    }

    private void ensureProxy(List<String> done) {
        if (chain.code(PROXY).length == 0) {
            Amount needed = proxyCost(chain);
            if (!needed.isZero()) {
                sender.send(PROXY_NAME, PROXY_AUTHOR, needed, new byte[0]);
            }
            switch (chain.send(Bytes.parseHex(Deployments.PROXY_TRANSACTION))) {
                case Sent.Accepted _, Sent.AlreadyKnown _, Sent.NonceTooLow _ -> {}
                case Sent.Underpriced refused -> throw notTaken(refused.reason());
                case Sent.InsufficientFunds refused -> throw notTaken(refused.reason());
                case Sent.Refused refused -> throw notTaken(refused.reason());
            }
            sender.await(() -> chain.code(PROXY).length > 0, "the " + PROXY_NAME);
            done.add(PROXY_NAME);
        }
        require(chain, place(chain, PROXY_NAME, PROXY, PROXY_CODE));
    }
}
