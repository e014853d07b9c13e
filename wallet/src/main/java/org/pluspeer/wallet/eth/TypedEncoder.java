package org.pluspeer.wallet.eth;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.TypedData.Line;
import org.pluspeer.wallet.eth.TypedData.Member;

/**
 * Turns values into words by their types (EIP-712, encodeData), and notes each as a line for people: what is shown is
 * exactly what is hashed. Null is what MetaMask makes of it in version 4: a structure of it is 32 zero bytes, a string
 * is empty, a bool is false; of any other type it is refused.
 */
final class TypedEncoder {
    static final int MAX_DEPTH = 32;
    private static final int MAX_LINES = 20_000;
    private static final BigInteger TWO = BigInteger.TWO;

    private final TypedTypes types;
    private final List<Line> lines = new ArrayList<>();

    TypedEncoder(TypedTypes types) {
        this.types = types;
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    /** One structure; its values by the names of its members, other names are not looked at. */
    Eip712.Struct struct(String name, Map<?, ? extends @Nullable Object> values) {
        return new Eip712.Struct(name, fields(name, values, "", 0), types.referenced(name));
    }

    private List<Eip712.Field> fields(
            String struct, Map<?, ? extends @Nullable Object> values, String path, int depth) {
        List<Eip712.Field> fields = new ArrayList<>();
        for (Member member : types.members(struct)) {
            String at = path.isEmpty() ? member.name() : path + "." + member.name();
            Object value = values.get(member.name());
            if (value == null && !values.containsKey(member.name()) && !types.isStruct(member.type())) {
                throw new MalformedException(Bytes.abbreviated(at) + " is missing");
            }
            Hash32 word = word(member.type(), value, at, depth);
            boolean plain = !lines.isEmpty() && lines.getLast().path().equals(at);
            fields.add(new Eip712.Field(
                    member.type(), member.name(), plain ? lines.getLast().shown() : "", word));
        }
        return fields;
    }

    private Hash32 word(String type, @Nullable Object value, String at, int depth) {
        if (depth > MAX_DEPTH || lines.size() > MAX_LINES) {
            throw new MalformedException("the message is too deep or too large");
        }
        Optional<TypedTypes.ArrayOf> array = TypedTypes.array(type);
        if (array.isPresent()) {
            return array(array.get(), value, at, depth);
        }
        if (types.isStruct(type)) {
            return inner(type, value, at, depth);
        }
        Atom atom = atom(type, value, at);
        lines.add(new Line(at, type, atom.shown()));
        return atom.word();
    }

    private Hash32 array(TypedTypes.ArrayOf array, @Nullable Object value, String at, int depth) {
        if (!(value instanceof List<?> items)) {
            throw not("a list", at);
        }
        if (array.size().isPresent() && array.size().get() != items.size()) {
            throw not("a list of " + array.size().get(), at);
        }
        byte[][] words = new byte[items.size()][];
        for (int i = 0; i < words.length; i++) {
            words[i] = word(array.element(), items.get(i), at + "[" + i + "]", depth + 1)
                    .bytes();
        }
        if (words.length == 0) {
            lines.add(new Line(at, array.element() + "[]", "[]"));
        }
        return Keccak.hash(words);
    }

    private Hash32 inner(String type, @Nullable Object value, String at, int depth) {
        if (value == null) {
            lines.add(new Line(at, type, "null"));
            return Hash32.ZERO;
        }
        if (!(value instanceof Map<?, ?> values)) {
            throw not("a structure", at);
        }
        List<Eip712.Field> fields = fields(type, values, at, depth + 1);
        byte[][] words = new byte[fields.size() + 1][];
        words[0] = Keccak.hash(types.encoded(type).getBytes(StandardCharsets.UTF_8))
                .bytes();
        for (int i = 0; i < fields.size(); i++) {
            words[i + 1] = fields.get(i).word().bytes();
        }
        return Keccak.hash(words);
    }

    /** A value that holds no others, as it is shown and as it is hashed. */
    private record Atom(String shown, Hash32 word) {}

    private static Atom atom(String type, @Nullable Object value, String at) {
        return switch (type) {
            case "string" -> string(value, at);
            case "bool" -> bool(value, at);
            case "address" -> {
                Address address = Address.parse(text(value, at));
                yield new Atom(address.checksummed(), address.padded());
            }
            case "bytes" -> {
                byte[] bytes = bytes(value, at);
                yield new Atom(Bytes.hex(bytes), Keccak.hash(bytes));
            }
            default -> type.startsWith("bytes") ? fixed(type, value, at) : number(type, value, at);
        };
    }

    private static Atom string(@Nullable Object value, String at) {
        String text = value == null ? "" : text(value, at);
        return new Atom(text, Keccak.hash(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Atom bool(@Nullable Object value, String at) {
        if (value != null && !(value instanceof Boolean)) {
            throw not("true or false", at);
        }
        boolean is = Boolean.TRUE.equals(value);
        return new Atom(String.valueOf(is), Eip712.word(is ? BigInteger.ONE : BigInteger.ZERO));
    }

    private static Atom fixed(String type, @Nullable Object value, String at) {
        byte[] bytes = bytes(value, at);
        if (bytes.length != Integer.parseInt(type.substring("bytes".length()))) {
            throw not(type, at);
        }
        byte[] word = new byte[Hash32.LENGTH];
        System.arraycopy(bytes, 0, word, 0, bytes.length);
        return new Atom(Bytes.hex(bytes), Hash32.of(word));
    }

    private static Atom number(String type, @Nullable Object value, String at) {
        int bits = TypedTypes.bits(type).orElseThrow();
        BigInteger number = integer(value, at);
        boolean signed = type.startsWith("i");
        BigInteger most = TWO.pow(signed ? bits - 1 : bits);
        BigInteger least = signed ? most.negate() : BigInteger.ZERO;
        if (number.compareTo(least) < 0 || number.compareTo(most) >= 0) {
            throw not("within " + type, at);
        }
        return new Atom(number.toString(), Eip712.word(number));
    }

    /** A whole number, as JSON has it or as text, decimal or hexadecimal. */
    static BigInteger integer(@Nullable Object value, String at) {
        return switch (value) {
            case BigInteger number -> number;
            case Long number -> BigInteger.valueOf(number);
            case Integer number -> BigInteger.valueOf(number);
            case String text when text.matches("0x[0-9a-fA-F]{1,64}") -> new BigInteger(text.substring(2), 16);
            case String text when text.matches("-?[0-9]{1,78}") -> new BigInteger(text);
            case null, default -> throw not("a whole number", at);
        };
    }

    private static byte[] bytes(@Nullable Object value, String at) {
        String text = text(value, at);
        if (!text.startsWith("0x")) {
            throw not("hexadecimal beginning with 0x", at);
        }
        return Bytes.parseHex(text);
    }

    private static String text(@Nullable Object value, String at) {
        if (value instanceof String text) {
            return text;
        }
        throw not("text", at);
    }

    private static MalformedException not(String what, String at) {
        return new MalformedException(Bytes.abbreviated(at) + " is not " + what);
    }
}
