package org.pluspeer.node.journal;

import java.util.Arrays;

/** What a journal record is about. The codes are in files: they never change and are never used again. */
public enum RecordKind {
    WALLET(1),
    POLICY_DECISION(2),
    TRANSACTION(3),
    OWN_LISTING(4),
    REVOCATION(5),
    PURCHASE(6),
    SALE(7),
    LEDGER(8),
    CONTACT(9),
    IDEMPOTENCY(10),
    POLICY(11),
    APP(12),
    APPROVAL(13),
    SERVICE(14),
    CALL_PAYMENT(15),
    /** What the owner offers to seed. */
    SEED(17),
    /** Deals in which we keep another's bytes. */
    HOSTING(19),
    /** Deals in which others keep ours. */
    PLACEMENT(20),
    /** What is to be kept by others, and by whom. */
    KEEP(21),
    /** Channels that this node pays through. */
    CHANNEL_OUT(22),
    /** Channels that pay this node. */
    CHANNEL_IN(23),
    /** What earnings are to be spent on, and what was. */
    LOOP(26),
    /** What fetching a content may cost. */
    TRANSFER(27);

    private final int code;

    RecordKind(int code) {
        this.code = code;
    }

    /** From 1 to 65535. */
    public int code() {
        return code;
    }

    /** Empty for a code that no kind has. */
    public static java.util.Optional<RecordKind> find(int code) {
        return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
    }

    static boolean isKnown(int code) {
        return Arrays.stream(values()).anyMatch(kind -> kind.code == code);
    }

    /** @throws IllegalArgumentException if no kind has the code */
    static RecordKind of(int code) {
        for (RecordKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no record kind has the code " + code);
    }
}
