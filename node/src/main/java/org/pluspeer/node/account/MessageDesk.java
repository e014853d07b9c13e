package org.pluspeer.node.account;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.approval.Approval;
import org.pluspeer.node.approval.Inbox;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Secp256k1;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Decision;
import org.pluspeer.wallet.policy.Intent;

/** Messages that the owner or a program wants signed, each shown in full before there is a signature. */
public final class MessageDesk {
    private final SigningDesk signing;
    private final Inbox inbox;

    /**
     * A wish to sign.
     *
     * @param kind {@code text} (EIP-191), {@code typed} (EIP-712 JSON) or {@code siwe} (EIP-4361)
     * @param content the text, or the JSON as a text
     * @param account absent: the account that trades
     * @param digest the owner's yes: what an earlier call without it showed
     */
    public record Order(
            String kind,
            String content,
            @Nullable Address account,
            @Nullable Hash32 digest) {}

    /**
     * What came of it.
     *
     * @param state {@code done}, or {@code waiting} for the owner's yes
     * @param approval the id under which a program's wish waits
     * @param lines everything that would be signed
     */
    public record Signed(
            String state,
            @Nullable String signature,
            Hash32 digest,
            @Nullable String approval,
            Address account,
            String title,
            List<Approval.Line> lines) {}

    /** @param account absent: whoever signed it */
    public record Check(
            String kind,
            String content,
            String signature,
            @Nullable Address account) {}

    /** @param signer whose key made it */
    public record Checked(boolean valid, Address signer) {}

    /** @param inbox where wishes of programs wait; this is its hand for them */
    public MessageDesk(SigningDesk signing, Inbox inbox) {
        this.signing = signing;
        this.inbox = inbox;
        for (Approval.Action action :
                List.of(Approval.Action.SIGN_TEXT, Approval.Action.SIGN_TYPED, Approval.Action.SIGN_IN)) {
            inbox.carries(action, this::carryOut);
        }
    }

    private String carryOut(Approval.Wish wish, Consent consent) {
        Message message = message(wish.deed());
        return Bytes.hex(signing.sign(wish.account(), message.intent(), wish.asker(), consent)
                .bytes());
    }

    private static Message message(JsonNode deed) {
        return Message.read(deed.path("kind").asText(), deed.path("content").asText());
    }

    /** What is asked for, for the rows to see whether it moves money. */
    public Intent intent(Order order) {
        return Message.read(order.kind(), order.content()).intent();
    }

    /**
     * Shows the message, or signs it: for the owner with the digest, for a program with the owner's yes.
     *
     * @throws ProblemException BAD_REQUEST, BAD_JSON; REFUSED_BY_POLICY where no yes could lift it; CONFLICT where the
     *     digest is another message's; LOCKED; NOT_FOUND for an account that is not ours; nothing was signed
     */
    public Signed sign(Order order, Asker asker) {
        Message message = Message.read(order.kind(), order.content());
        Address account = order.account() == null ? signing.account() : order.account();
        return asker instanceof Asker.App app
                ? signFor(app, account, message, order)
                : signForOwner(account, message, order.digest(), asker);
    }

    private Signed signForOwner(Address account, Message message, @Nullable Hash32 yes, Asker asker) {
        Hash32 digest = message.intent().digest();
        if (yes == null) {
            Decision decision = signing.preview(account, message.intent(), asker, Consent.none());
            if (decision instanceof Decision.Refused refused) {
                throw new ProblemException(Problem.Code.REFUSED_BY_POLICY, refused.reason());
            }
            return new Signed("waiting", null, digest, null, account, message.title(), message.lines());
        }
        if (!yes.equals(digest)) {
            throw new ProblemException(
                    Problem.Code.CONFLICT, "the digest is another message's; this one's is " + digest);
        }
        Signature signature = signing.sign(account, message.intent(), asker, consent(message.intent()));
        return new Signed(
                "done", Bytes.hex(signature.bytes()), digest, null, account, message.title(), message.lines());
    }

    private static Consent consent(Intent intent) {
        Map<Address, Amount> totals = new java.util.HashMap<>();
        intent.spends().forEach(spend -> totals.merge(spend.token(), spend.amount(), Amount::plus));
        return new Consent(totals, Amount.ZERO, java.util.Optional.of(intent.digest()));
    }

    private Signed signFor(Asker.App app, Address account, Message message, Order order) {
        Hash32 digest = message.intent().digest();
        JsonNode deed = Json.tree(Json.write(Map.of("kind", order.kind(), "content", order.content())));
        Inbox.Answer answer = inbox.attempt(new Approval.Wish(
                app,
                message.action(),
                account,
                account.checksummed() + "/" + digest.hex(),
                message.title(),
                message.lines(),
                deed));
        return switch (answer) {
            case Inbox.Answer.Done done ->
                new Signed("done", done.result(), digest, null, account, message.title(), message.lines());
            case Inbox.Answer.Waiting waiting ->
                new Signed("waiting", null, digest, waiting.approval(), account, message.title(), message.lines());
        };
    }

    /** @throws ProblemException BAD_REQUEST, BAD_JSON */
    public static Checked verify(Check check) {
        Hash32 digest = Message.read(check.kind(), check.content()).intent().digest();
        try {
            Address signer = Secp256k1.recover(digest, Signature.ofForeign(Bytes.parseHex(check.signature())));
            return new Checked(check.account() == null || check.account().equals(signer), signer);
        } catch (MalformedException e) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }

    /** One that was read whole. */
    private record Message(Intent intent, Approval.Action action, String title, List<Approval.Line> lines) {
        private static final int MOST = 64 << 10;

        static Message read(String kind, String content) {
            if (content.isEmpty() || content.length() > MOST) {
                throw new ProblemException(
                        Problem.Code.TOO_LARGE, "a message to sign has 1 to " + MOST + " characters");
            }
            return switch (kind) {
                case "text" -> text(content);
                case "typed" -> typed(content);
                case "siwe" -> signIn(content);
                default -> throw new ProblemException(Problem.Code.BAD_REQUEST, "kind is one of text, typed and siwe");
            };
        }

        private static Message text(String content) {
            return new Message(
                    new Intent.SignText(content.getBytes(StandardCharsets.UTF_8)),
                    Approval.Action.SIGN_TEXT,
                    "Sign a text",
                    List.of(new Approval.Line("Text", content)));
        }

        private static Message typed(String content) {
            ForeignData data = ForeignData.read(content.getBytes(StandardCharsets.UTF_8));
            return new Message(data.intent(), Approval.Action.SIGN_TYPED, data.title(), data.lines());
        }

        private static Message signIn(String content) {
            SignInText text = SignInText.read(content);
            return new Message(new Intent.SignIn(text.siwe()), Approval.Action.SIGN_IN, text.title(), text.lines());
        }
    }
}
