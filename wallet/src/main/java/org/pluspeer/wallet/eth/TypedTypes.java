package org.pluspeer.wallet.eth;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pluspeer.wallet.eth.TypedData.Member;

/** The types that a message brings along, checked: each name means one thing, and each member's type is there. */
final class TypedTypes {
    static final String DOMAIN = "EIP712Domain";

    private static final int MAX_STRUCTS = 256;
    private static final int MAX_MEMBERS = 4096;
    /** Colons are in no specification, but in messages that people sign every day. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$:]{0,127}");

    private static final Pattern ARRAY = Pattern.compile("(.*)\\[([1-9][0-9]{0,5})?]");
    private static final Pattern ATOM = Pattern.compile("address|bool|string|bytes|bytes([1-9]|[12][0-9]|3[0-2])");
    private static final Pattern NUMBER = Pattern.compile("u?int([1-9][0-9]{0,2})");

    private final Map<String, List<Member>> structs = new LinkedHashMap<>();
    private final Map<String, String> written = new HashMap<>();

    /** @throws MalformedException for a name or type that is none, or is there twice, and for too many of them */
    TypedTypes(Map<String, List<Member>> types) {
        int members = types.values().stream().mapToInt(List::size).sum();
        if (types.size() > MAX_STRUCTS || members > MAX_MEMBERS) {
            throw new MalformedException("too many types for one message");
        }
        types.forEach((name, fields) -> structs.put(name, List.copyOf(fields)));
        structs.forEach(this::check);
    }

    private void check(String struct, List<Member> members) {
        if (!NAME.matcher(struct).matches() || isAtom(struct)) {
            throw new MalformedException("not a name of a structure: " + Bytes.abbreviated(struct));
        }
        Set<String> names = new HashSet<>();
        for (Member member : members) {
            if (!NAME.matcher(member.name()).matches() || !names.add(member.name())) {
                throw new MalformedException(
                        "not a name of a field, or there twice: " + Bytes.abbreviated(member.name()));
            }
            String base = base(member.type());
            if (!isAtom(base) && !structs.containsKey(base)) {
                throw new MalformedException("an unknown type: " + Bytes.abbreviated(member.type()));
            }
        }
    }

    /** @throws MalformedException if there is no such structure */
    List<Member> members(String struct) {
        List<Member> members = structs.get(struct);
        if (members == null) {
            throw new MalformedException("an unknown type: " + Bytes.abbreviated(struct));
        }
        return members;
    }

    boolean isStruct(String type) {
        return structs.containsKey(type);
    }

    /** The structure's own type and, behind it, those that it uses, sorted (EIP-712, encodeType). */
    String encoded(String struct) {
        return written.computeIfAbsent(struct, name -> alone(name) + referenced(name));
    }

    String referenced(String struct) {
        SortedSet<String> found = new TreeSet<>();
        collect(struct, found, 0);
        found.remove(struct);
        StringBuilder all = new StringBuilder();
        found.forEach(name -> all.append(alone(name)));
        return all.toString();
    }

    private void collect(String struct, Set<String> found, int depth) {
        if (depth > MAX_STRUCTS || !found.add(struct)) {
            return;
        }
        for (Member member : members(struct)) {
            String base = base(member.type());
            if (isStruct(base)) {
                collect(base, found, depth + 1);
            }
        }
    }

    private String alone(String struct) {
        StringBuilder type = new StringBuilder(struct).append('(');
        String comma = "";
        for (Member member : members(struct)) {
            type.append(comma).append(member.type()).append(' ').append(member.name());
            comma = ",";
        }
        return type.append(')').toString();
    }

    /** @param size how many there must be; empty for any number */
    record ArrayOf(String element, Optional<Integer> size) {}

    /** Empty where the type is no array. */
    static Optional<ArrayOf> array(String type) {
        Matcher matcher = ARRAY.matcher(type);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new ArrayOf(
                matcher.group(1), Optional.ofNullable(matcher.group(2)).map(Integer::valueOf)));
    }

    private static String base(String type) {
        String at = type;
        for (int depth = 0; depth <= TypedEncoder.MAX_DEPTH; depth++) {
            Optional<ArrayOf> array = array(at);
            if (array.isEmpty()) {
                return at;
            }
            at = array.get().element();
        }
        throw new MalformedException("arrays too deep in each other");
    }

    private static boolean isAtom(String type) {
        return ATOM.matcher(type).matches() || bits(type).isPresent();
    }

    /** Of {@code uintN} and {@code intN}: 8 to 256. There are no names without a size. */
    static Optional<Integer> bits(String type) {
        Matcher matcher = NUMBER.matcher(type);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(matcher.group(1));
        return bits % 8 == 0 && bits <= 256 ? Optional.of(bits) : Optional.empty();
    }
}
