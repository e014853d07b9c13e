package org.pluspeer.node.chain;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.pluspeer.market.service.Authorization;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.eth.Signature;

/** Transfers that were signed instead of sent (EIP-3009), brought to their token. */
public final class Authorizations {
    private static final Hash32 USED =
            Keccak.hash("AuthorizationUsed(address,bytes32)".getBytes(StandardCharsets.US_ASCII));
    private static final String TRANSFER =
            "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32," + "uint8,bytes32,bytes32)";
    /** How far back one that somebody else brought is looked for; they hold for minutes. */
    private static final long BLOCKS = 2_000;

    private final ChainClient chain;

    public Authorizations(ChainClient chain) {
        this.chain = chain;
    }

    /** Data of a transaction to the token: makes the transfer. Anybody may send it. */
    public static byte[] transfer(Authorization authorization, Signature signature) {
        return Calldata.of(
                TRANSFER,
                authorization.payer().padded(),
                authorization.payee().padded(),
                Calldata.word(authorization.value()),
                Calldata.word(authorization.validAfter()),
                Calldata.word(authorization.validBefore()),
                authorization.nonce(),
                Calldata.word(signature.v()),
                signature.r(),
                signature.s());
    }

    /** The transaction in which it was used, whoever sent it; empty where it was not, or was called back. */
    public Optional<Hash32> used(Address token, Authorization authorization) {
        long head = chain.head().number();
        LogFilter filter = new LogFilter(
                List.of(token),
                List.of(List.of(USED), List.of(authorization.payer().padded()), List.of(authorization.nonce())),
                Math.max(0, head - BLOCKS),
                head);
        return chain.logs(filter).stream().map(LogEntry::transaction).findFirst();
    }
}
