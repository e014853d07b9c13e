package org.pluspeer.node.chain;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.pluspeer.contracts.Deployments;
import org.pluspeer.contracts.generated.Channels;
import org.pluspeer.contracts.generated.FairExchange;
import org.pluspeer.contracts.generated.StorageDeals;
import org.pluspeer.contracts.generated.TestDollar;
import org.pluspeer.contracts.generated.Unions;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Sign;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.tx.RawTransactionManager;
import org.web3j.tx.gas.StaticGasProvider;
import org.web3j.tx.response.PollingTransactionReceiptProcessor;
import org.web3j.utils.Numeric;

/** Somebody with a key and money who calls the contracts through their generated wrappers, as any Java program would. */
final class Party {
    static final BigInteger RICH = BigInteger.valueOf(1_000_000_000L);

    final FairExchange exchange;
    final Channels channels;
    final StorageDeals deals;
    final Unions unions;
    final TestDollar dollar;
    private final Credentials credentials;

    private Party(PlayChain chain, Web3j web3j, Credentials credentials) {
        this.credentials = credentials;
        var receipts = new PollingTransactionReceiptProcessor(web3j, 25, 4800);
        var sender = new RawTransactionManager(web3j, credentials, chain.chainId(), receipts);
        var gas = new StaticGasProvider(BigInteger.valueOf(50_000_000_000L), BigInteger.valueOf(3_000_000));
        exchange = FairExchange.load(Deployments.FAIR_EXCHANGE.address(), web3j, sender, gas);
        channels = Channels.load(Deployments.CHANNELS.address(), web3j, sender, gas);
        deals = StorageDeals.load(Deployments.STORAGE_DEALS.address(), web3j, sender, gas);
        unions = Unions.load(Deployments.UNIONS.address(), web3j, sender, gas);
        dollar = TestDollar.load(Deployments.TEST_DOLLAR.address(), web3j, sender, gas);
    }

    /** With 10 of the chain's coin and {@link #RICH} dollars' base units, which every contract may take. */
    static Party rich(PlayChain chain, Web3j web3j) {
        byte[] key = fresh();
        key[0] = 1; // below the curve's order
        Party party = new Party(chain, web3j, Credentials.create(ECKeyPair.create(key)));
        chain.give(Address.parse(party.address()), Amount.parseDecimal("10", 18), new Amount(RICH));
        Deployments.SUITE.forEach(contract -> sent(party.dollar.approve(contract.address(), RICH)));
        return party;
    }

    String address() {
        return credentials.getAddress();
    }

    /** ECDSA over a digest: 65 bytes. */
    byte[] sign(byte[] digest) {
        Sign.SignatureData data = Sign.signMessage(digest, credentials.getEcKeyPair(), false);
        return joined(data.getR(), data.getS(), data.getV());
    }

    /** Sends, waits, and fails the test where it reverts. */
    static TransactionReceipt sent(RemoteFunctionCall<TransactionReceipt> call) {
        try {
            return call.send();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static <T> T read(RemoteFunctionCall<T> call) {
        try {
            return call.send();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** All that channels owe it in play dollars goes to its wallet; returns how much came. */
    BigInteger withdrawChannels() {
        String token = Deployments.TEST_DOLLAR.address();
        BigInteger before = read(dollar.balanceOf(address()));
        sent(channels.withdraw(token, read(channels.ledger(address(), token)), address()));
        return read(dollar.balanceOf(address())).subtract(before);
    }

    /** Of an EIP-712 struct whose fields are words. */
    static byte[] digest(byte[] domainSeparator, String type, byte[]... words) {
        byte[] struct =
                Hash.sha3(joined(Hash.sha3(type.getBytes(java.nio.charset.StandardCharsets.US_ASCII)), joined(words)));
        return Hash.sha3(joined(new byte[] {0x19, 0x01}, domainSeparator, struct));
    }

    static byte[] word(long number) {
        byte[] word = new byte[32];
        java.nio.ByteBuffer.wrap(word).putLong(24, number);
        return word;
    }

    static byte[] word(String address) {
        return Numeric.toBytesPadded(Numeric.toBigInt(address), 32);
    }

    /** 32 bytes of chance. */
    static byte[] fresh() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    static byte[] joined(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
