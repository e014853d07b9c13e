package org.pluspeer.node.http;

import org.pluspeer.node.Problem;

/**
 * A problem as RFC 9457 carries it, with what people ask first: is my money safe, and what now?
 *
 * @param requestId finds the request in the node's log
 */
public record ProblemView(
        String type,
        String code,
        String title,
        int status,
        String detail,
        boolean retryable,
        String requestId,
        String moneySafe,
        String next) {

    static ProblemView of(Problem problem, String requestId) {
        Problem.Code code = problem.code();
        return new ProblemView(
                "urn:peer:problem:" + code.text(),
                code.text(),
                code.title(),
                code.status(),
                problem.detail(),
                code.retryable(),
                requestId,
                moneySafe(code),
                next(code));
    }

    private static String moneySafe(Problem.Code code) {
        return code == Problem.Code.INTERNAL || code == Problem.Code.TIMEOUT
                ? "Look at your purchases: each says whether its money is safe."
                : "Yes. This request signed nothing and paid nothing.";
    }

    private static String next(Problem.Code code) {
        return switch (code) {
            case UNAUTHORIZED ->
                "Open the page by the address that the node printed, or run the command as the same user.";
            case LOCKED -> "Unlock the wallet on its page, or with ./peer wallet unlock, and try again.";
            case WRONG_PASSPHRASE -> "Try again with the right passphrase; each wrong one makes the next wait longer.";
            case INSUFFICIENT_FUNDS -> "Add funds to the wallet and try again.";
            case CHAIN_UNAVAILABLE ->
                "Check the chain's address; what was under way goes on by itself once it answers.";
            case PEER_UNREACHABLE -> "Try again later; the other peer may be asleep.";
            case DISK_FULL -> "Free some space and try again.";
            case REFUSED_BY_POLICY -> "Look at your spending rules.";
            case NEEDS_APPROVAL -> "Say yes to it on the page under Approvals, or with ./peer approvals.";
            case FORBIDDEN -> "Ask the owner for a token that may, or do it as the owner.";
            case APPROVAL_OVER -> "Ask for it again if you still want it.";
            case STORAGE_CORRUPT, KEYSTORE_CORRUPT -> "Keep the files as they are and restore from your backup.";
            case INTERNAL -> "Report it with the request id; trying again is safe.";
            default -> code.retryable() ? "Try again in a moment." : "Change what is named above and try again.";
        };
    }
}
