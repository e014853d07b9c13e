package org.pluspeer.contracts;

import java.math.BigInteger;
import java.util.List;
import org.pluspeer.contracts.generated.Channels;
import org.pluspeer.contracts.generated.CodeHashes;
import org.pluspeer.contracts.generated.FairExchange;
import org.pluspeer.contracts.generated.StorageDeals;
import org.pluspeer.contracts.generated.TestDollar;
import org.pluspeer.contracts.generated.Unions;

/**
 * Where the contracts stand, on every chain alike: CREATE2 through the deterministic deployment proxy, salt 0.
 *
 * <p>On a chain where the proxy is missing: send {@link #PROXY_FUNDS} to {@link #PROXY_DEPLOYER}, then
 * {@link #PROXY_TRANSACTION} as it is. Then each contract by a transaction to {@link #PROXY} with its
 * {@link Deployment#proxyCall()}. Sending either twice does no harm: the second fails.
 */
public final class Deployments {
    /** The proxy that most chains have, Anvil from its first block. */
    public static final String PROXY = "0x4e59b44847b379578588920cA78FbF26c0B4956C";

    /** Keccak256 of the proxy's code. */
    public static final String PROXY_CODE_HASH = "0x2fa86add0aed31f33a762c9d88e807c475bd51d0f52bd0955754b2608f7e4989";

    /** The account, without a known key, that the signature of {@link #PROXY_TRANSACTION} makes the sender. */
    public static final String PROXY_DEPLOYER = "0x3fAB184622Dc19b6109349B94811493BF2a45362";

    /** Wei: 100,000 gas at 100 gwei, which the transaction names. */
    public static final BigInteger PROXY_FUNDS = BigInteger.TEN.pow(16);

    /** Signed without a chain id (before EIP-155), so good on every chain; its nonce is 0. */
    public static final String PROXY_TRANSACTION = "0xf8a58085174876e800830186a08080b853604580600e600039806000f350fe"
            + "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3"
            + "1ba02222222222222222222222222222222222222222222222222222222222222222"
            + "a02222222222222222222222222222222222222222222222222222222222222222";

    /** Where sales are held. */
    public static final Deployment FAIR_EXCHANGE =
            Deployment.of("FairExchange", FairExchange.BINARY, CodeHashes.FAIR_EXCHANGE);

    /** Where one pays another many small amounts. */
    public static final Deployment CHANNELS = Deployment.of("Channels", Channels.BINARY, CodeHashes.CHANNELS);

    /** Where one stores for another, and proves it. */
    public static final Deployment STORAGE_DEALS =
            Deployment.of("StorageDeals", StorageDeals.BINARY, CodeHashes.STORAGE_DEALS);

    /** Where groups share what they are paid. */
    public static final Deployment UNIONS = Deployment.of("Unions", Unions.BINARY, CodeHashes.UNIONS);

    /** Play money; on local chains only. */
    public static final Deployment TEST_DOLLAR = Deployment.of("TestDollar", TestDollar.BINARY, CodeHashes.TEST_DOLLAR);

    /** What a chain needs, in the order in which it is put there: a contract after those whose address it holds. */
    public static final List<Deployment> SUITE = List.of(UNIONS, FAIR_EXCHANGE, CHANNELS, STORAGE_DEALS);

    private Deployments() {}
}
