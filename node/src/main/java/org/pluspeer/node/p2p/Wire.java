package org.pluspeer.node.p2p;

import java.text.Normalizer;
import java.util.EnumMap;
import java.util.Map;
import org.pluspeer.market.listing.Text;
import org.pluspeer.market.wire.Bye;
import org.pluspeer.market.wire.Message;
import org.pluspeer.market.wire.MessageType;
import org.pluspeer.market.wire.Refusal;
import org.pluspeer.node.Problem;
import org.pluspeer.wallet.eth.MalformedException;

/** Messages in and out of frames. */
final class Wire {
    private static final int LONGEST_SENTENCE = 200;
    private static final Map<Problem.Code, Refusal.Code> REFUSALS = refusals();

    private Wire() {}

    static Frame frame(Message message, int id) {
        return Frame.of(message.type().code(), id, message.parts());
    }

    static Frame reply(Message message, int requestId) {
        return Frame.reply(requestId, message.type().code(), message.parts());
    }

    /** @throws MalformedException if it is none */
    static Message message(Frame frame) {
        return MessageType.of(frame.type()).read(frame.body());
    }

    static Bye bye(Parting parting) {
        Bye.Reason reason = parting.reason();
        return new Bye(reason == null ? Bye.Reason.STOPPING : reason, sentence(parting.text()));
    }

    /** What the other side's last word says. */
    static Parting parting(Frame last) {
        try {
            Bye bye = (Bye) message(last);
            return new Parting(bye.reason(), bye.text(), true);
        } catch (MalformedException e) {
            return new Parting(Bye.Reason.UNWANTED, "it gave a reason that this version cannot read", true);
        }
    }

    /** Faults of this side are not described to the other. */
    static Refusal refusal(Problem problem) {
        Refusal.Code code = REFUSALS.getOrDefault(problem.code(), Refusal.Code.FAULT);
        return new Refusal(code, code == Refusal.Code.FAULT ? "" : sentence(problem.detail()));
    }

    /** Cut to what a message may carry. */
    static String sentence(String text) {
        String line = Normalizer.normalize(text, Normalizer.Form.NFC);
        if (!Text.isLine(line)) {
            line = line.replaceAll("[^ -~]", "?");
        }
        return Text.length(line) <= LONGEST_SENTENCE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_SENTENCE - 1)) + "…";
    }

    private static Map<Problem.Code, Refusal.Code> refusals() {
        Map<Problem.Code, Refusal.Code> codes = new EnumMap<>(Problem.Code.class);
        codes.put(Problem.Code.BAD_REQUEST, Refusal.Code.BAD_REQUEST);
        codes.put(Problem.Code.CONFLICT, Refusal.Code.BAD_REQUEST);
        codes.put(Problem.Code.NOT_FOUND, Refusal.Code.NOT_FOUND);
        codes.put(Problem.Code.UNAUTHORIZED, Refusal.Code.NOT_YOURS);
        codes.put(Problem.Code.NOT_BUYABLE, Refusal.Code.NOT_FOR_SALE);
        codes.put(Problem.Code.CHAIN_MISMATCH, Refusal.Code.WRONG_CHAIN);
        codes.put(Problem.Code.CONTRACT_MISMATCH, Refusal.Code.WRONG_CHAIN);
        codes.put(Problem.Code.LISTING_INVALID, Refusal.Code.NOT_PROVEN);
        codes.put(Problem.Code.PEER_CHEATED, Refusal.Code.NOT_PROVEN);
        codes.put(Problem.Code.TIMEOUT, Refusal.Code.BUSY);
        codes.put(Problem.Code.STOPPING, Refusal.Code.BUSY);
        codes.put(Problem.Code.CHAIN_UNAVAILABLE, Refusal.Code.BUSY);
        codes.put(Problem.Code.LOCKED, Refusal.Code.LOCKED);
        codes.put(Problem.Code.UNSUPPORTED, Refusal.Code.UNSUPPORTED);
        return codes;
    }
}
