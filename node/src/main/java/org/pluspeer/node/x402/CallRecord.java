package org.pluspeer.node.x402;

import org.jspecify.annotations.Nullable;
import org.pluspeer.market.service.Authorization;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/**
 * What the journal keeps of a payment for a call; one of the parts is there.
 *
 * @param at unix seconds
 * @param id of the payment: {@link Authorization#id}
 */
record CallRecord(
        long at,
        Hash32 id,
        @Nullable Owed owed,
        @Nullable Ended ended,
        @Nullable Signed signed,
        @Nullable Answered answered) {

    /**
     * A call of a service of ours was answered, and its payment is to be taken.
     *
     * @param name of the service; empty for a payment that was brought to the facilitator
     * @param request digest of what was asked
     * @param signature in hexadecimal
     * @param listing of the file that it was for; null where it was for a call
     */
    record Owed(
            String name,
            Hash32 request,
            Address token,
            Authorization authorization,
            String signature,
            @Nullable Hash32 listing) {
        static Owed of(String name, Hash32 request, Address token, SignedPayment payment) {
            return of(name, request, token, payment, null);
        }

        static Owed of(String name, Hash32 request, Address token, SignedPayment payment, @Nullable Hash32 listing) {
            return new Owed(
                    name,
                    request,
                    token,
                    payment.authorization(),
                    Bytes.hex(payment.signature().bytes()),
                    listing);
        }

        Hash32 id() {
            return authorization.id(token);
        }

        Signature read() {
            return Signature.of(Bytes.parseHex(signature));
        }
    }

    /**
     * How that ended.
     *
     * @param transaction in which it was taken; null if it was not
     * @param reason why it was not
     */
    record Ended(@Nullable Hash32 transaction, @Nullable String reason) {}

    /**
     * A payment of ours is about to be sent.
     *
     * @param key the asker's own name for the fetch
     * @param at where it was asked for, which is the address unless that redirected
     * @param request digest of what is asked for
     * @param version of x402
     * @param words the server's own for what it wants, to be given back
     */
    record Signed(
            String key,
            String method,
            String url,
            String at,
            Hash32 request,
            Address token,
            Authorization authorization,
            int version,
            String words) {}

    /**
     * What the seller answered to it.
     *
     * @param transaction in which it says that it was paid; null if it did not say
     */
    record Answered(int status, @Nullable Hash32 transaction) {}

    static CallRecord owed(long at, Owed owed) {
        return new CallRecord(at, owed.id(), owed, null, null, null);
    }

    static CallRecord ended(long at, Hash32 id, Ended ended) {
        return new CallRecord(at, id, null, ended, null, null);
    }

    static CallRecord signed(long at, Signed signed) {
        return new CallRecord(at, signed.authorization().id(signed.token()), null, null, signed, null);
    }

    static CallRecord answered(long at, Hash32 id, Answered answered) {
        return new CallRecord(at, id, null, null, null, answered);
    }
}
