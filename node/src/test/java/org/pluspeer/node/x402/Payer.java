package org.pluspeer.node.x402;

import com.fasterxml.jackson.databind.JsonNode;
import org.pluspeer.market.service.Authorization;
import org.pluspeer.market.service.PaymentTerms;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Eip712;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Keccak;
import org.pluspeer.wallet.key.NodeKey;

/** Signs payments with a key of its own, also such as nobody means well with. */
final class Payer implements AutoCloseable {
    static final long CHAIN = 31337;
    static final Address TOKEN = Address.parse("0x7668FaB3C7F7177e8a35B26c14A704e1eEF9C159");
    static final Address PAYEE = Address.of(new byte[] {9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9});
    static final PaymentTerms TERMS =
            new PaymentTerms(TOKEN, new Eip712.Domain("Play Dollar", "1", CHAIN, TOKEN), Amount.of(2000), PAYEE);

    private final NodeKey key = NodeKey.generate(Keccak.hash(new byte[] {7}).bytes());
    private final long now;

    Payer(long now) {
        this.now = now;
    }

    Address address() {
        return key.address();
    }

    Authorization authorization(int nonce) {
        return new Authorization(
                key.address(), PAYEE, Amount.of(2000), now - 600, now + 120, Keccak.hash(new byte[] {(byte) nonce}));
    }

    String pay(int nonce) {
        return header(authorization(nonce), 2);
    }

    String header(Authorization authorization, int version) {
        SignedPayment payment = new SignedPayment(
                version,
                null,
                version == 2 ? Networks.caip2(CHAIN) : Networks.first(CHAIN),
                authorization,
                key.sign(authorization.digest(TERMS.domain())));
        JsonNode accepted = Json.tree(Json.write(Requirement.of(TERMS, CHAIN).second()));
        return payment.header(accepted, null);
    }

    static Hash32 id(Authorization authorization) {
        return authorization.id(TOKEN);
    }

    @Override
    public void close() {
        key.close();
    }
}
