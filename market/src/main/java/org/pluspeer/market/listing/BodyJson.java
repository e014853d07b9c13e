package org.pluspeer.market.listing;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.BlockProof;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/** A listing's body as JSON and back. Members that say nothing are left out, so that there is one way to write it. */
final class BodyJson {
    /** Of the members and their meaning. */
    static final int FORMAT = 1;

    private static final int MAX_BASE64 = (ContentShape.MAX_BLOCK + 2) / 3 * 4;

    private BodyJson() {}

    static Json.Members write(ListingBody body) {
        Map<String, Json> members = new HashMap<>();
        members.put("format", new Json.Whole(FORMAT));
        members.put("kind", text(body.kind().text()));
        members.put("title", text(body.title()));
        members.put("description", text(body.description()));
        members.put("tags", array(body.tags(), BodyJson::text));
        members.put("licence", text(body.licence()));
        members.put("mediaType", text(body.mediaType()));
        members.put("fileName", text(body.fileName()));
        members.put("createdAt", new Json.Whole(body.createdAt()));
        members.put("chainId", new Json.Whole(body.chainId()));
        members.put("contract", text(body.contract().checksummed()));
        putOptional(members, "language", body.language(), BodyJson::text);
        putOptional(members, "terms", body.terms(), hash -> text(hash.hex()));
        putOptional(members, "predecessor", body.predecessor(), hash -> text(hash.hex()));
        putOptional(members, "contact", body.contact(), BodyJson::contact);
        putOptional(members, "service", body.service(), BodyJson::text);
        putUnlessEmpty(members, "columns", array(body.columns(), BodyJson::column));
        putUnlessEmpty(members, "samples", array(body.samples(), BodyJson::sample));
        return new Json.Members(members);
    }

    static ListingBody read(Json json) {
        Taker in = new Taker(json, "body");
        if (in.whole("format") != FORMAT) {
            throw new MalformedException("listing body: format is not " + FORMAT);
        }
        ListingBody body = new ListingBody(
                kind(in.text("kind")),
                in.text("title"),
                in.text("description"),
                in.optional("language", Taker::asText),
                in.array("tags", true, Taker::asText),
                in.text("licence"),
                in.text("mediaType"),
                in.text("fileName"),
                in.array("columns", false, BodyJson::readColumn),
                in.array("samples", false, BodyJson::readSample),
                in.optional("terms", value -> Hash32.parse(Taker.asText(value))),
                in.optional("predecessor", value -> Hash32.parse(Taker.asText(value))),
                in.whole("createdAt"),
                in.whole("chainId"),
                Address.parse(in.text("contract")),
                in.optional("contact", BodyJson::readContact),
                in.optional("service", Taker::asText));
        in.end();
        return body;
    }

    private static ListingBody.Kind kind(String text) {
        for (ListingBody.Kind kind : ListingBody.Kind.values()) {
            if (kind.text().equals(text)) {
                return kind;
            }
        }
        throw new MalformedException("listing body: kind is none that is known");
    }

    private static Json column(ListingBody.Column column) {
        return new Json.Members(Map.of("name", text(column.name()), "type", text(column.type())));
    }

    private static ListingBody.Column readColumn(Json json) {
        Taker in = new Taker(json, "column");
        ListingBody.Column column = new ListingBody.Column(in.text("name"), in.text("type"));
        in.end();
        return column;
    }

    private static Json sample(BlockProof proof) {
        return new Json.Members(Map.of(
                "index",
                new Json.Whole(proof.index()),
                "data",
                text(Base64.getEncoder().encodeToString(proof.data())),
                "path",
                array(proof.path(), hash -> text(hash.hex()))));
    }

    private static BlockProof readSample(Json json) {
        Taker in = new Taker(json, "sample");
        BlockProof proof = new BlockProof(
                in.whole("index"),
                base64(in.text("data")),
                in.array("path", true, value -> Hash32.parse(Taker.asText(value))));
        in.end();
        return proof;
    }

    private static byte[] base64(String text) {
        if (text.length() > MAX_BASE64) {
            throw new MalformedException("listing body: a sample is larger than a block");
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("listing body: a sample is not Base64");
        }
    }

    private static Json contact(Contact contact) {
        return new Json.Members(Map.of(
                "node", text(contact.node().checksummed()), "addresses", array(contact.addresses(), BodyJson::text)));
    }

    private static Contact readContact(Json json) {
        Taker in = new Taker(json, "contact");
        Contact contact = new Contact(Address.parse(in.text("node")), in.array("addresses", true, Taker::asText));
        in.end();
        return contact;
    }

    private static Json text(String value) {
        return new Json.Text(value);
    }

    private static <T> Json.Array array(List<T> values, Function<T, Json> one) {
        return new Json.Array(values.stream().map(one).toList());
    }

    private static <T> void putOptional(
            Map<String, Json> members, String name, @Nullable T value, Function<T, Json> one) {
        if (value != null) {
            members.put(name, one.apply(value));
        }
    }

    private static void putUnlessEmpty(Map<String, Json> members, String name, Json.Array array) {
        if (!array.values().isEmpty()) {
            members.put(name, array);
        }
    }

    /** Takes members by name; what nobody took is an error at the end. */
    private static final class Taker {
        private final Map<String, Json> members;
        private final Set<String> left;
        private final String of;

        Taker(Json json, String of) {
            if (!(json instanceof Json.Members object)) {
                throw new MalformedException("listing body: " + of + " is not an object");
            }
            this.members = object.values();
            this.left = new java.util.HashSet<>(members.keySet());
            this.of = of;
        }

        String text(String name) {
            return asText(take(name));
        }

        long whole(String name) {
            if (take(name) instanceof Json.Whole whole && whole.value() >= 0) {
                return whole.value();
            }
            throw new MalformedException("listing body: " + name + " is not a whole number");
        }

        <T> List<T> array(String name, boolean required, Function<Json, T> one) {
            if (!required && !members.containsKey(name)) {
                return List.of();
            }
            if (!(take(name) instanceof Json.Array array)) {
                throw new MalformedException("listing body: " + name + " is not an array");
            }
            List<T> values = new ArrayList<>(array.values().size());
            array.values().forEach(value -> values.add(one.apply(value)));
            return values;
        }

        <T> @Nullable T optional(String name, Function<Json, T> one) {
            return members.containsKey(name) ? one.apply(take(name)) : null;
        }

        void end() {
            if (!left.isEmpty()) {
                throw new MalformedException("listing body: " + of + " has members that are not known");
            }
        }

        static String asText(Json json) {
            if (json instanceof Json.Text text) {
                return text.value();
            }
            throw new MalformedException("listing body: text was expected");
        }

        private Json take(String name) {
            Json value = members.get(name);
            if (value == null) {
                throw new MalformedException("listing body: " + of + " has no " + name);
            }
            left.remove(name);
            return value;
        }
    }
}
