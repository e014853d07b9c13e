package org.pluspeer.wallet.eth;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Typed structured data as EIP-712 hashes it. Structures of our own, whose fields are all plain values, are built here;
 * those that other programs bring, nested or not, are read by {@link TypedData}.
 */
public final class Eip712 {
    private Eip712() {}

    /**
     * Where a signature holds.
     *
     * @param chainId null where it holds on every chain
     * @param verifyingContract null where no contract checks it
     */
    public record Domain(
            String name,
            String version,
            @Nullable Long chainId,
            @Nullable Address verifyingContract) {
        public Hash32 separator() {
            Struct.Builder fields =
                    Struct.named("EIP712Domain").text("name", name).text("version", version);
            if (chainId != null) {
                fields.uint(256, "chainId", BigInteger.valueOf(chainId));
            }
            if (verifyingContract != null) {
                fields.address("verifyingContract", verifyingContract);
            }
            return fields.build().hash();
        }
    }

    /** One field as a person is shown it and as it is hashed. */
    public record Field(String type, String name, String shown, Hash32 word) {}

    /**
     * A structure with its values, in the order of its type.
     *
     * @param referenced the types of the structures in it, sorted and written out one after the other; mostly empty
     */
    public record Struct(String name, List<Field> fields, String referenced) {
        public Struct {
            fields = List.copyOf(fields);
        }

        public static Builder named(String name) {
            return new Builder(name);
        }

        /** Such as {@code Release(bytes32 offerId)}. */
        public String type() {
            StringBuilder type = new StringBuilder(name).append('(');
            for (int i = 0; i < fields.size(); i++) {
                type.append(i == 0 ? "" : ",")
                        .append(fields.get(i).type())
                        .append(' ')
                        .append(fields.get(i).name());
            }
            return type.append(')').append(referenced).toString();
        }

        public Hash32 typeHash() {
            return Keccak.hash(type().getBytes(StandardCharsets.UTF_8));
        }

        public Hash32 hash() {
            byte[][] words = new byte[fields.size() + 1][];
            words[0] = typeHash().bytes();
            for (int i = 0; i < fields.size(); i++) {
                words[i + 1] = fields.get(i).word().bytes();
            }
            return Keccak.hash(words);
        }

        /** Collects the fields in order. */
        public static final class Builder {
            private final String name;
            private final List<Field> fields = new ArrayList<>();

            private Builder(String name) {
                this.name = name;
            }

            public Builder address(String field, Address value) {
                return add("address", field, value.checksummed(), value.padded());
            }

            public Builder bytes32(String field, Hash32 value) {
                return add("bytes32", field, value.hex(), value);
            }

            /** @param bits 8 to 256 */
            public Builder uint(int bits, String field, long value) {
                return uint(bits, field, BigInteger.valueOf(value));
            }

            public Builder uint(int bits, String field, Amount value) {
                return uint(bits, field, value.units());
            }

            /** @throws MalformedException if the value is negative or does not fit the bits */
            public Builder uint(int bits, String field, BigInteger value) {
                if (value.signum() < 0 || value.bitLength() > bits) {
                    throw new MalformedException(field + " does not fit " + bits + " bits");
                }
                return add("uint" + bits, field, value.toString(), word(value));
            }

            public Builder text(String field, String value) {
                return add("string", field, value, Keccak.hash(value.getBytes(StandardCharsets.UTF_8)));
            }

            public Struct build() {
                return new Struct(name, fields, "");
            }

            private Builder add(String type, String field, String shown, Hash32 word) {
                fields.add(new Field(type, field, shown, word));
                return this;
            }
        }
    }

    /** What is signed: {@code keccak256(0x1901 | domain separator | struct hash)}. */
    public static Hash32 digest(Domain domain, Struct struct) {
        return Keccak.hash(
                new byte[] {0x19, 0x01},
                domain.separator().bytes(),
                struct.hash().bytes());
    }

    /** As 32 bytes; a negative number in two's complement. */
    static Hash32 word(BigInteger value) {
        byte[] raw = value.toByteArray();
        byte[] word = new byte[Hash32.LENGTH];
        if (value.signum() < 0) {
            Arrays.fill(word, (byte) 0xff);
        }
        int skip = raw.length > Hash32.LENGTH ? 1 : 0;
        System.arraycopy(raw, skip, word, Hash32.LENGTH - (raw.length - skip), raw.length - skip);
        return Hash32.of(word);
    }
}
