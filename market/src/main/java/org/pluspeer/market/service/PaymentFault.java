package org.pluspeer.market.service;

/** Why a payment is not taken. The codes are those of the x402 specification. */
public enum PaymentFault {
    PAYEE("invalid_exact_evm_payload_recipient_mismatch", "it pays somebody else"),
    VALUE("invalid_exact_evm_payload_authorization_value_mismatch", "it pays another sum than is asked"),
    SIGNATURE("invalid_exact_evm_payload_signature", "its signature is not the payer's"),
    NOT_YET("invalid_exact_evm_payload_authorization_valid_after", "it is not valid yet"),
    TOO_LATE("invalid_exact_evm_payload_authorization_valid_before", "it runs out before it could be taken"),
    USED("invalid_exact_evm_nonce_already_used", "it was used already, or called back"),
    FUNDS("insufficient_funds", "the payer does not hold that much beside what is being taken"),
    NETWORK("invalid_network", "it is for another chain"),
    SCHEME("unsupported_scheme", "only the scheme exact is taken, by EIP-3009"),
    VERSION("invalid_x402_version", "it is neither of version 2 nor of version 1"),
    REQUIREMENTS("invalid_payment_requirements", "this is not what is asked here"),
    PAYLOAD("invalid_payload", "it cannot be read"),
    CHAIN("unexpected_verify_error", "the chain does not answer; try again later"),
    DUPLICATE("duplicate_settlement", "it was brought here before"),
    REFUSED("invalid_transaction_state", "the chain refused it");

    private final String code;
    private final String sentence;

    PaymentFault(String code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    /** As programs see it. */
    public String code() {
        return code;
    }

    public String sentence() {
        return sentence;
    }
}
