package org.pluspeer.wallet.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.TypedData;
import org.pluspeer.wallet.eth.TypedData.Line;

/**
 * What a stranger's typed data looks like when a contract could take money or rights by its signature. Names say
 * nothing, since whoever wrote the contract chose them; so it goes by the types of what is in it: somebody else's
 * address beside a number, a switch or a call is a permit, an order, a delegation or a forwarded call, whatever it is
 * called. A message with the signer's own address alone, or with texts alone, is none.
 */
enum MoneyShape {
    /** Somebody else, and how much, how long, or yes. */
    GRANT("it names somebody else and a number or a yes, as what lets somebody take money does"),
    /** Somebody else, and bytes that may be a call. */
    CALL("it names somebody else and bytes that may be a call to a contract"),
    /** Hashes alone. */
    OPAQUE("it is bare hashes, and nobody can read what they stand for");

    /** From this width on a number can be an amount or a time. */
    private static final int NUMBER_BITS = 64;

    private final String sentence;

    MoneyShape(String sentence) {
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }

    /**
     * Empty where it has no such shape, or where its domain names neither a chain nor a contract: no token or market
     * that follows EIP-712 takes such a signature.
     */
    static Optional<MoneyShape> of(TypedData data, Set<Address> own) {
        boolean bound = data.domain().fields().stream()
                .anyMatch(field -> !field.name().equals("name") && !field.name().equals("version"));
        if (!bound) {
            return Optional.empty();
        }
        List<Line> lines = data.lines();
        if (lines.stream().anyMatch(line -> isStranger(line, own))) {
            if (lines.stream().anyMatch(MoneyShape::isCount)) {
                return Optional.of(GRANT);
            }
            if (lines.stream().anyMatch(line -> line.type().equals("bytes"))) {
                return Optional.of(CALL);
            }
        }
        boolean opaque = data.verifyingContract().isPresent()
                && !lines.isEmpty()
                && lines.stream().allMatch(line -> line.type().equals("bytes32"));
        return opaque ? Optional.of(OPAQUE) : Optional.empty();
    }

    /** An address, or 32 bytes that hold one, that is none of ours. */
    private static boolean isStranger(Line line, Set<Address> own) {
        String hex =
                switch (line.type()) {
                    case "address" -> line.shown();
                    case "bytes32" ->
                        line.shown().matches("0x0{24}[0-9a-fA-F]{40}")
                                ? "0x" + line.shown().substring(26)
                                : "";
                    default -> "";
                };
        boolean empty = hex.isEmpty() || (line.type().equals("bytes32") && hex.matches("0x0{40}"));
        return !empty && !own.contains(Address.parse(hex));
    }

    private static boolean isCount(Line line) {
        if (line.type().equals("bool")) {
            return true;
        }
        boolean number = line.type().matches("u?int[0-9]+");
        return number && Integer.parseInt(line.type().replaceAll("\\D", "")) >= NUMBER_BITS;
    }
}
