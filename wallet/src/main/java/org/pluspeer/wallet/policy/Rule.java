package org.pluspeer.wallet.policy;

/** Why a decision fell as it did. Every decision names one, and the audit log keeps the name. */
public enum Rule {
    /** Allowed: it guards the owner's money or says something signed, and moves nothing out. */
    PROTECTIVE,
    /** Allowed: inside every budget. */
    WITHIN_BUDGET,
    /** Allowed: the owner said yes up to this much. */
    OWNER_CONSENT,
    /** Allowed: it was let go before, out of a budget, and this carries it out. */
    RESERVED,

    /** To be approved: no budget is set for this token. */
    NO_BUDGET,
    /** To be approved: more than one payment may be. */
    PAYMENT_CAP,
    /** To be approved: with what went out today, more than a day's budget. */
    DAY_CAP,
    /** To be approved: with what this counterparty got today, more than its share. */
    COUNTERPARTY_CAP,
    /** To be approved: with what was paid for such things today, more than their share. */
    KIND_CAP,
    /** To be approved: the budgets have expired. */
    BUDGET_EXPIRED,
    /** To be approved: the gas can cost more than one transaction's, or a day's, may. */
    GAS_CAP,
    /** To be approved: words that only their owner can judge. */
    FOREIGN_WORDS,

    /** Refused: an allowance without an end. */
    UNLIMITED_ALLOWANCE,
    /** Refused: the program is not paired, not any more, or its time is over. */
    APP_ENDED,
    /** Refused: not for programs, whatever their budget. */
    NOT_FOR_APPS,
    /** Refused: the owner was asked, and said no. */
    OWNER_DENIED,
    /** Refused: for another chain. */
    FOREIGN_CHAIN,
    /** Refused: for a contract that this wallet does not know for this purpose. */
    FOREIGN_CONTRACT,
    /** Refused: what would be signed is not what the purpose says. */
    NOT_AS_STATED,
    /** Refused: it would move money that is not stated, or more of it. */
    UNSTATED_SPEND
}
