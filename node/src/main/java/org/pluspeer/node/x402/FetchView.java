package org.pluspeer.node.x402;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * What came of a fetch.
 *
 * @param state {@code done}, or {@code waiting} for the owner's yes
 * @param approval the request that waits
 * @param status of HTTP; 0 while it waits
 * @param body in Base64; absent where it is in a file
 * @param file where a long body is; absent else
 * @param download a one-time address of that file
 * @param payment absent where nothing was asked for
 */
public record FetchView(
        String state,
        @Nullable String approval,
        int status,
        List<Head> headers,
        @Nullable String body,
        @Nullable String file,
        @Nullable String download,
        @Nullable Paid payment) {

    public FetchView {
        headers = List.copyOf(headers);
    }

    /** One header of the answer. */
    public record Head(String name, String value) {}

    /**
     * A payment for a fetch.
     *
     * @param at unix seconds
     * @param amount base units
     * @param status of the answer; absent where none came
     * @param transaction in which the seller says that it was paid
     */
    public record Paid(
            Hash32 id,
            long at,
            String method,
            String url,
            Address payee,
            TokenView token,
            Amount amount,
            @Nullable Integer status,
            @Nullable Hash32 transaction) {}

    /** Payments, the newest first. */
    public record All(List<Paid> payments) {}

    /**
     * What a fetch would cost, before anything is paid.
     *
     * @param status that was answered without a payment
     * @param free whether nothing is asked
     * @param payable whether it can be paid from here
     * @param allowed whether your rules let it go unasked
     * @param reason why it is not payable, or what your rules say
     */
    public record Quote(
            int status,
            boolean free,
            boolean payable,
            boolean allowed,
            @Nullable String reason,
            @Nullable Address payee,
            @Nullable TokenView token,
            @Nullable Amount amount) {}

    static FetchView waiting(String approval) {
        return new FetchView("waiting", approval, 0, List.of(), null, null, null, null);
    }

    /** The same, to be downloaded there. */
    public FetchView at(String address) {
        return new FetchView(state, approval, status, headers, body, file, address, payment);
    }
}
