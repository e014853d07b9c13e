package org.pluspeer.node.interop;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Bytes;

/** Typed data of any shape: structures in each other, arrays in arrays, every plain type, odd values. */
final class RandomMessages {
    private static final List<String> TEXTS =
            List.of("", "hello", "0x12", "0x", "grüße ☃ 🐦", "a\nb\tc\"d\\", "日本語", "e\u0301", " ", "null");

    private final Random random;
    private final long chainId;
    /** Of the structures, in another order each time: a type names those that it uses sorted. */
    private final List<String> names = new ArrayList<>(List.of("Mail", "Person", "Asset", "zone_1"));

    RandomMessages(Random random, long chainId) {
        this.random = random;
        this.chainId = chainId;
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    String hex(int length) {
        return Bytes.hex(bytes(length));
    }

    Address address() {
        return Address.of(bytes(20));
    }

    String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    /** As {@code eth_signTypedData_v4} takes it; each structure uses the next one, so all of them are used. */
    Map<String, Object> next() {
        int structs = 1 + random.nextInt(names.size());
        Collections.shuffle(names, random);
        Map<String, Object> types = new LinkedHashMap<>();
        Map<String, Object> domain = domain(types);
        List<Map<String, String>> shapes = new ArrayList<>();
        for (int i = 0; i < structs; i++) {
            Map<String, String> members = members(i, structs);
            shapes.add(members);
            List<Map<String, String>> written = new ArrayList<>();
            members.forEach((name, type) -> written.add(Map.of("name", name, "type", type)));
            types.put(names.get(i), written);
        }
        return Map.of("types", types, "primaryType", names.getFirst(), "domain", domain, "message", struct(shapes, 0));
    }

    private Map<String, Object> domain(Map<String, Object> types) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", text());
        all.put("version", "1");
        all.put("chainId", chainId);
        all.put("verifyingContract", address().checksummed());
        all.put("salt", hex(32));
        Map<String, String> kinds = Map.of(
                "name", "string",
                "version", "string",
                "chainId", "uint256",
                "verifyingContract", "address",
                "salt", "bytes32");
        List<Map<String, String>> members = new ArrayList<>();
        for (String name : List.copyOf(all.keySet())) {
            if (random.nextInt(3) == 0 && !name.equals("name")) {
                all.remove(name);
            } else {
                members.add(Map.of("name", name, "type", String.valueOf(kinds.get(name))));
            }
        }
        types.put("EIP712Domain", members);
        return all;
    }

    private Map<String, String> members(int struct, int structs) {
        Map<String, String> members = new LinkedHashMap<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            members.put("f" + i, plain() + suffix());
        }
        if (struct + 1 < structs) {
            members.put("inner", names.get(struct + 1) + suffix());
            if (random.nextBoolean()) {
                members.put("far", names.get(struct + 1 + random.nextInt(structs - struct - 1)) + suffix());
            }
        }
        return members;
    }

    private String plain() {
        int bits = 8 * (1 + random.nextInt(32));
        return switch (random.nextInt(7)) {
            case 0 -> "address";
            case 1 -> "bool";
            case 2 -> "string";
            case 3 -> "bytes";
            case 4 -> "bytes" + bits / 8;
            case 5 -> "int" + bits;
            default -> "uint" + bits;
        };
    }

    private String suffix() {
        return switch (random.nextInt(8)) {
            case 0 -> "[]";
            case 1 -> "[2]";
            case 2 -> "[][2]";
            case 3 -> "[3][]";
            default -> "";
        };
    }

    private Map<String, Object> struct(List<Map<String, String>> shapes, int index) {
        Map<String, Object> values = new LinkedHashMap<>();
        shapes.get(index).forEach((name, type) -> values.put(name, value(shapes, type)));
        return values;
    }

    private Object value(List<Map<String, String>> shapes, String type) {
        if (type.endsWith("]")) {
            int open = type.lastIndexOf('[');
            String size = type.substring(open + 1, type.length() - 1);
            int count = size.isEmpty() ? random.nextInt(4) : Integer.parseInt(size);
            return IntStream.range(0, count)
                    .mapToObj(i -> value(shapes, type.substring(0, open)))
                    .toList();
        }
        if (names.contains(type)) {
            return struct(shapes, names.indexOf(type));
        }
        return switch (type) {
            case "address" -> address().checksummed();
            case "bool" -> random.nextBoolean();
            case "string" -> text();
            case "bytes" -> hex(random.nextInt(70));
            default ->
                type.startsWith("bytes")
                        ? hex(Integer.parseInt(type.substring(5)))
                        : number(type).toString();
        };
    }

    private BigInteger number(String type) {
        boolean signed = type.startsWith("i");
        int bits = Integer.parseInt(type.substring(signed ? 3 : 4)) - (signed ? 1 : 0);
        BigInteger most = BigInteger.TWO.pow(bits).subtract(BigInteger.ONE);
        BigInteger number =
                switch (random.nextInt(4)) {
                    case 0 -> BigInteger.ZERO;
                    case 1 -> most;
                    default -> new BigInteger(bits, random);
                };
        return signed && random.nextBoolean() ? number.not() : number;
    }
}
