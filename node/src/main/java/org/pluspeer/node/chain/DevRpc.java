package org.pluspeer.node.chain;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;

/** What only a chain for development lets one do: mine, move its clock, make money from nothing. */
final class DevRpc implements AutoCloseable {
    private final BoundedHttp http;

    DevRpc(URI url) {
        this.http = new BoundedHttp(url, Duration.ofSeconds(15), 1024 * 1024);
    }

    void mine() {
        must("evm_mine");
    }

    /** Many blocks at once, so many seconds apart; Anvil alone knows how. */
    void mine(int blocks, long seconds) {
        must("anvil_mine", "0x" + Integer.toHexString(blocks), "0x" + Long.toHexString(seconds));
    }

    /** @param seconds more than 0; the next block's time is later by them */
    void increaseTime(long seconds) {
        must("evm_increaseTime", seconds);
    }

    /** Under Anvil's name for it, else under Ganache's. */
    void setBalance(Address account, Amount wei) {
        String value = "0x" + wei.units().toString(16);
        if (!said("anvil_setBalance", account.hex(), value)) {
            must("evm_setAccountBalance", account.hex(), value);
        }
    }

    private void must(String method, Object... params) {
        if (!said(method, params)) {
            throw new ProblemException(Code.UNSUPPORTED, "This chain does not know " + method + ".");
        }
    }

    private boolean said(String method, Object... params) {
        try {
            return !new Request<>(method, Arrays.asList(params), http, Reply.class)
                    .send()
                    .hasError();
        } catch (IOException e) {
            throw new ProblemException(Code.CHAIN_UNAVAILABLE, "The local chain does not answer: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    /** Any result. */
    static final class Reply extends Response<Object> {}
}
