package org.pluspeer.node.account;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.MoneyException;
import org.pluspeer.wallet.spend.PaymentRequest;

/** Requests to be paid, written and read (EIP-681). */
public final class RequestDesk {
    private final long chainId;
    private final OwnAccounts accounts;
    private final TokenBook tokens;
    private final Payees payees;

    public RequestDesk(long chainId, OwnAccounts accounts, TokenBook tokens, Payees payees) {
        this.chainId = chainId;
        this.accounts = accounts;
        this.tokens = tokens;
        this.payees = payees;
    }

    /**
     * A request as others scan it.
     *
     * @param svg the QR code as a picture
     * @param text the QR code for a terminal
     */
    public record Written(String uri, String svg, String text) {}

    /**
     * A request as it was understood.
     *
     * @param amount base units; null where the payer is to say it
     * @param name the owner's for the payee
     */
    public record Read(
            long chainId,
            Address to,
            @Nullable String name,
            TokenView token,
            @Nullable Amount amount) {}

    /** @throws ProblemException NOT_FOUND for an account or token that is not there */
    public Written write(Optional<Address> account, Address token, Optional<Amount> amount) {
        Address to = accounts.require(account.orElse(accounts.main()));
        tokens.require(token);
        PaymentRequest request =
                new PaymentRequest(OptionalLong.of(chainId), to, token, amount.filter(units -> !units.isZero()));
        String uri = request.uri();
        return new Written(uri, QrCode.svg(uri), QrCode.text(uri));
    }

    /**
     * @param uri a request, or an address alone
     * @throws ProblemException REQUEST_INVALID with what is wrong; CHAIN_MISMATCH for another chain; NOT_FOUND for a
     *     token that this chain does not have
     */
    public Read read(String uri) {
        PaymentRequest request = parse(uri.strip());
        if (request.chainId().isPresent() && request.chainId().getAsLong() != chainId) {
            throw new ProblemException(
                    Problem.Code.CHAIN_MISMATCH,
                    "it asks to be paid on chain " + request.chainId().getAsLong() + ", and this node is on chain "
                            + chainId);
        }
        return new Read(
                chainId,
                request.to(),
                payees.name(request.to()),
                tokens.require(request.token()),
                request.amount().orElse(null));
    }

    /** @throws ProblemException as {@link #read(String)}, and as {@link QrCode#read} */
    public Read read(byte[] picture) {
        return read(QrCode.read(picture));
    }

    private static PaymentRequest parse(String uri) {
        try {
            return uri.startsWith("0x")
                    ? new PaymentRequest(OptionalLong.empty(), Address.parse(uri), Address.ZERO, Optional.empty())
                    : PaymentRequest.parse(uri);
        } catch (MalformedException | MoneyException e) {
            throw new ProblemException(Problem.Code.REQUEST_INVALID, String.valueOf(e.getMessage()), e);
        }
    }
}
