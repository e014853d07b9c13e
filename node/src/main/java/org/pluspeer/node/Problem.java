package org.pluspeer.node;

/**
 * Something that went wrong, as people and programs are told it.
 *
 * @param detail one sentence: what happened, with the offending values, never a secret
 */
public record Problem(Code code, String detail) {

    public ProblemException exception() {
        return new ProblemException(this);
    }

    /** The closed list. Each has an HTTP status, the command line's exit status, and whether trying again can help. */
    public enum Code {
        BAD_REQUEST(400, 2, false, "The request is not as it should be"),
        BAD_JSON(400, 2, false, "The JSON cannot be read"),
        UNAUTHORIZED(401, 5, false, "The access token is missing or wrong"),
        LOCKED(403, 5, false, "The wallet is locked"),
        WRONG_PASSPHRASE(403, 5, false, "The passphrase does not fit"),
        TOO_MANY_ATTEMPTS(429, 5, true, "Too many wrong passphrases"),
        ORIGIN_NOT_ALLOWED(403, 5, false, "Another web page may not do this"),
        HOST_NOT_ALLOWED(421, 5, false, "This name is not served here"),
        FORBIDDEN(403, 5, false, "This program may not do that"),
        REFUSED_BY_POLICY(403, 3, false, "Your own rules refuse this"),
        NEEDS_APPROVAL(403, 3, false, "You have to say yes to this first"),
        APPROVAL_OVER(409, 1, false, "This was decided already, or its time is over"),
        NOT_FOUND(404, 4, false, "There is no such thing"),
        METHOD_NOT_ALLOWED(405, 2, false, "This address does not take that method"),
        CONFLICT(409, 1, false, "This does not fit what is there"),
        IDEMPOTENCY_CONFLICT(409, 1, false, "The same key was used for something else"),
        TOO_LARGE(413, 2, false, "It is too large"),
        UNSUPPORTED_MEDIA_TYPE(415, 2, false, "The body is not of the expected type"),
        FILE_UNREADABLE(422, 4, false, "The file cannot be read"),
        INSUFFICIENT_FUNDS(422, 3, false, "There is not enough money"),
        LISTING_INVALID(422, 1, false, "The listing does not hold"),
        NOT_BUYABLE(422, 1, false, "This cannot be bought here"),
        UNECONOMIC(422, 3, false, "It costs more than it brings"),
        REPLICA_LOST(410, 8, false, "What was to be kept is not there any more"),
        PEER_UNREACHABLE(503, 6, true, "The other peer does not answer"),
        WRONG_PEER(422, 1, false, "Another peer answers there"),
        PEER_REFUSED(422, 1, false, "The other peer refused"),
        PEER_CHEATED(422, 1, false, "The other peer did not keep the protocol"),
        CHAIN_UNAVAILABLE(503, 6, true, "The chain does not answer"),
        CHAIN_BEHIND(503, 6, true, "The chain is still being read"),
        CHAIN_DISPUTED(503, 6, true, "The chain's endpoints contradict each other"),
        CHAIN_MISMATCH(409, 6, false, "This is another chain"),
        CONTRACT_MISMATCH(409, 6, false, "The contract on this chain is not the one we know"),
        CHANNEL_IN_DOUBT(409, 6, true, "Nothing is signed for this channel before its payee has said what it holds"),
        NOT_PENDING(409, 1, false, "This transaction is not waiting any more"),
        NOT_CANCELLABLE(409, 1, false, "This cannot be called back"),
        FEE_CEILING(422, 3, false, "Higher fees would be above the ceiling"),
        REQUEST_INVALID(422, 2, false, "This is no payment request that can be followed"),
        QR_UNREADABLE(422, 2, false, "No QR code can be read in this picture"),
        TRANSACTION_FAILED(422, 1, false, "The chain refused the transaction"),
        TIMEOUT(504, 7, true, "It took too long"),
        PORT_IN_USE(409, 1, false, "The port is taken"),
        ALREADY_RUNNING(409, 1, false, "A node already runs on this data directory"),
        NOT_RUNNING(503, 6, true, "No node runs here"),
        OVER_SPACE(409, 3, false, "Your own settings leave no room for it"),
        DISK_FULL(507, 8, true, "The disk is full"),
        STORAGE_FAILED(500, 8, false, "The disk does not keep what is written to it"),
        STORAGE_CORRUPT(500, 8, false, "Stored data does not check out"),
        KEYSTORE_CORRUPT(422, 8, false, "The key file cannot be used"),
        KEYSTORE_TOO_COSTLY(422, 8, false, "Opening the key file would cost too much"),
        BACKUP_INVALID(422, 8, false, "The backup cannot be used"),
        UNKNOWN_WORD(422, 2, false, "A word is not in the list"),
        WORD_COUNT(422, 2, false, "These are too few or too many words"),
        WORD_CHECKSUM(422, 2, false, "These words are no phrase"),
        UNKNOWN_PATH(422, 2, false, "No account lies at this path"),
        INVALID_KEY(422, 2, false, "This is no private key"),
        UNSUPPORTED(501, 1, false, "This machine lacks something"),
        BUSY(503, 6, true, "Too much is asked at once"),
        NOT_READY(503, 5, true, "The node is not running yet"),
        STOPPING(503, 6, true, "The node is stopping"),
        INTERNAL(500, 1, false, "A fault in this program");

        private final int status;
        private final int exit;
        private final boolean retryable;
        private final String title;

        Code(int status, int exit, boolean retryable, String title) {
            this.status = status;
            this.exit = exit;
            this.retryable = retryable;
            this.title = title;
        }

        public int status() {
            return status;
        }

        /** The exit status of the command line, as {@code docs/operate.md} lists them. */
        public int exit() {
            return exit;
        }

        public boolean retryable() {
            return retryable;
        }

        public String title() {
            return title;
        }

        /** Whether the same transaction would be refused again: by the chain, for lack of money or by the owner's rules. */
        public boolean refusesTransaction() {
            return switch (this) {
                case TRANSACTION_FAILED, INSUFFICIENT_FUNDS, REFUSED_BY_POLICY, NEEDS_APPROVAL, UNSUPPORTED -> true;
                default -> false;
            };
        }

        /** As programs see it, such as {@code not_found}. */
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
