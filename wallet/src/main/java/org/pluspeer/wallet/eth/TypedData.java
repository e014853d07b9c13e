package org.pluspeer.wallet.eth;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message of any program that is signed as EIP-712 says ({@code eth_signTypedData_v4}): structures in each other,
 * arrays, dynamic bytes. It is read whole before there is a digest. Fields that no type names are not signed, so they
 * are not kept either.
 */
public final class TypedData {
    /** The domain's fields in the order in which wallets write them where a message does not. */
    private static final List<Member> DOMAIN_FIELDS = List.of(
            new Member("string", "name"),
            new Member("string", "version"),
            new Member("uint256", "chainId"),
            new Member("address", "verifyingContract"),
            new Member("bytes32", "salt"));

    private final Eip712.Struct domain;
    private final Eip712.Struct message;
    private final List<Line> lines;
    private final Hash32 digest;

    private TypedData(Eip712.Struct domain, Eip712.Struct message, List<Line> lines, Hash32 digest) {
        this.domain = domain;
        this.message = message;
        this.lines = lines;
        this.digest = digest;
    }

    /** One field of a type, such as {@code Person[] to}. */
    public record Member(String type, String name) {}

    /**
     * One value as it is signed.
     *
     * @param path such as {@code to[0].name}
     */
    public record Line(String path, String type, String shown) {}

    /**
     * Reads a message. Values are what JSON gives: {@code Map}, {@code List}, {@code String}, {@code Boolean}, whole
     * numbers, and null; integers and bytes may be text.
     *
     * @param types by name; where {@code EIP712Domain} is not among them, it is what the domain's fields say
     * @param primaryType of the message; {@code EIP712Domain} signs the domain alone
     * @throws MalformedException for an unknown type, a value that is not of its type, or a message that is too large
     */
    public static TypedData of(
            Map<String, List<Member>> types,
            String primaryType,
            Map<String, ? extends @Nullable Object> domain,
            Map<String, ? extends @Nullable Object> message) {
        Map<String, List<Member>> all = new HashMap<>(types);
        all.computeIfAbsent(TypedTypes.DOMAIN, name -> domainType(domain));
        TypedTypes table = new TypedTypes(all);
        Eip712.Struct where = new TypedEncoder(table).struct(TypedTypes.DOMAIN, domain);
        TypedEncoder encoder = new TypedEncoder(table);
        boolean domainOnly = primaryType.equals(TypedTypes.DOMAIN);
        Eip712.Struct what = encoder.struct(primaryType, domainOnly ? domain : message);
        byte[] prefix = {0x19, 0x01};
        Hash32 digest = domainOnly
                ? Keccak.hash(prefix, where.hash().bytes())
                : Keccak.hash(prefix, where.hash().bytes(), what.hash().bytes());
        return new TypedData(where, what, encoder.lines(), digest);
    }

    private static List<Member> domainType(Map<String, ? extends @Nullable Object> domain) {
        List<Member> members = new ArrayList<>(DOMAIN_FIELDS);
        members.removeIf(member -> !domain.containsKey(member.name()));
        if (members.size() != domain.size()) {
            throw new MalformedException("the domain has a field that is none of a domain's");
        }
        return members;
    }

    /** What is signed. */
    public Hash32 digest() {
        return digest;
    }

    /** Where it holds; its hash is the domain separator. */
    public Eip712.Struct domain() {
        return domain;
    }

    /** The message with one word for each field of the outermost structure. */
    public Eip712.Struct message() {
        return message;
    }

    public String primaryType() {
        return message.name();
    }

    /** Every value of the message, in the order in which it is hashed: for people to read before they sign. */
    public List<Line> lines() {
        return lines;
    }

    /** The chain that the domain names, where it names one. */
    public Optional<BigInteger> chainId() {
        return domainWord("chainId").map(word -> new BigInteger(1, word.bytes()));
    }

    /** The contract that the domain names, where it names one. */
    public Optional<Address> verifyingContract() {
        return domain.fields().stream()
                .filter(field ->
                        field.name().equals("verifyingContract") && field.type().equals("address"))
                .findFirst()
                .map(field -> Address.parse(field.shown()));
    }

    /** The name that the domain gives itself; empty where it gives none. */
    public String domainName() {
        return domain.fields().stream()
                .filter(field -> field.name().equals("name"))
                .findFirst()
                .map(Eip712.Field::shown)
                .orElse("");
    }

    private Optional<Hash32> domainWord(String name) {
        return domain.fields().stream()
                .filter(field -> field.name().equals(name)
                        && TypedTypes.bits(field.type()).isPresent())
                .findFirst()
                .map(Eip712.Field::word);
    }
}
