package org.pluspeer.wallet.policy;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.List;
import org.pluspeer.wallet.Arbitraries;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Eip1559;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Intent.SignTyped;
import org.pluspeer.wallet.policy.Intent.Spend;
import org.pluspeer.wallet.policy.Intent.Transact;

/** Honest intents of a wallet, to be bent by the tests. */
final class Intents {
    static final long CHAIN = 31337;
    static final Address ME = Address.of(Arbitraries.bytes(20, 1));
    static final Address SELLER = Address.of(Arbitraries.bytes(20, 2));
    static final Address OTHER = Address.of(Arbitraries.bytes(20, 3));
    static final Address EXCHANGE = Address.of(Arbitraries.bytes(20, 4));
    static final Address TOKEN = Address.of(Arbitraries.bytes(20, 5));
    static final Address COIN = Address.ZERO;

    /** Written out again, so that a slip in {@link ExchangeCall} is found. */
    static final String OFFER = "(address,address,address,address,bytes32,uint96,uint96,uint96,uint64,uint32,uint32,"
            + "bytes32,bytes32,uint64,uint32,bytes32,bytes32,bytes32,bytes32)";

    static final Eip712.Domain EXCHANGE_DOMAIN = new Eip712.Domain("Peer FairExchange", "1", CHAIN, EXCHANGE);
    static final Eip712.Domain LISTING_DOMAIN = new Eip712.Domain("Peer Listing", "1", CHAIN, EXCHANGE);
    static final Eip712.Domain TOKEN_DOMAIN = new Eip712.Domain("Play Dollar (no value)", "1", CHAIN, TOKEN);

    private Intents() {}

    static List<Spend> to(Address counterparty, Address token, long amount) {
        return List.of(new Spend(counterparty, token, Amount.of(amount)));
    }

    static Transact transact(Purpose purpose, Address to, long value, byte[] data, List<Spend> spends) {
        Amount gwei = Amount.of(1_000_000_000);
        return new Transact(
                purpose, new Eip1559(CHAIN, 0, gwei, gwei.times(10), 100_000, to, Amount.of(value), data), spends);
    }

    static Transact pay(long amount) {
        return transact(
                Purpose.TRANSFER,
                TOKEN,
                0,
                call("transfer(address,uint256)", SELLER, amount),
                to(SELLER, TOKEN, amount));
    }

    static Transact payCoin(long amount) {
        return transact(Purpose.TRANSFER, SELLER, amount, new byte[0], to(SELLER, COIN, amount));
    }

    static Transact accept(long price, List<Spend> spends) {
        return transact(Purpose.ACCEPT, EXCHANGE, 0, onOffer("accept(%s,bytes)", price), spends);
    }

    static SignTyped permit(Address spender, BigInteger value, List<Spend> spends) {
        Eip712.Struct struct = Eip712.Struct.named("Permit")
                .address("owner", ME)
                .address("spender", spender)
                .uint(256, "value", value)
                .uint(256, "nonce", 0)
                .uint(256, "deadline", 1)
                .build();
        return new SignTyped(Purpose.PERMIT, TOKEN_DOMAIN, struct, spends);
    }

    static SignTyped authorization(String name, Address to, long value, List<Spend> spends) {
        Eip712.Struct struct = Eip712.Struct.named(name)
                .address("from", ME)
                .address("to", to)
                .uint(256, "value", value)
                .uint(256, "validAfter", 0)
                .uint(256, "validBefore", 1)
                .bytes32("nonce", Hash32.ZERO)
                .build();
        return new SignTyped(Purpose.PAYMENT_AUTHORIZATION, TOKEN_DOMAIN, struct, spends);
    }

    static SignTyped say(Purpose purpose, Eip712.Domain domain, String struct) {
        return new SignTyped(
                purpose,
                domain,
                Eip712.Struct.named(struct).bytes32("x", Hash32.ZERO).build(),
                List.of());
    }

    /** A function with an offer of this price, paid in the token, and empty words behind. */
    static byte[] onOffer(String function, long price) {
        Object[] words = new Object[26];
        java.util.Arrays.fill(words, 0L);
        words[3] = TOKEN;
        words[5] = price;
        return call(function.formatted(OFFER), words);
    }

    /** @param words addresses, numbers, or amounts */
    static byte[] call(String function, Object... words) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(Bytes.parseHex(Calldata.selector(function)));
        for (Object word : words) {
            data.writeBytes(
                    switch (word) {
                        case Address address -> address.padded().bytes();
                        case Long number -> Arbitraries.word(BigInteger.valueOf(number));
                        case BigInteger number -> Arbitraries.word(number);
                        default -> throw new IllegalArgumentException("no word: " + word);
                    });
        }
        return data.toByteArray();
    }
}
