package org.pluspeer.node.account;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.TypedData;

/** The JSON that {@code eth_signTypedData_v4} takes. */
public final class TypedDataJson {
    private static final int MAX_SIZE = 1 << 20;

    private TypedDataJson() {}

    /** @throws ProblemException TOO_LARGE above a mebibyte, BAD_JSON or BAD_REQUEST with what is wrong */
    public static TypedData read(byte[] json) {
        if (json.length > MAX_SIZE) {
            throw new ProblemException(Problem.Code.TOO_LARGE, "a message to sign has at most " + MAX_SIZE + " bytes");
        }
        JsonNode tree = Json.tree(json);
        try {
            return TypedData.of(
                    types(tree.path("types")),
                    tree.path("primaryType").asText(),
                    object(tree.path("domain")),
                    object(tree.path("message")));
        } catch (MalformedException e) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }

    private static Map<String, List<TypedData.Member>> types(JsonNode types) {
        Map<String, List<TypedData.Member>> all = new HashMap<>();
        for (Map.Entry<String, JsonNode> type : types.properties()) {
            List<TypedData.Member> members = new ArrayList<>();
            for (JsonNode member : type.getValue()) {
                members.add(new TypedData.Member(
                        member.path("type").asText(), member.path("name").asText()));
            }
            all.put(type.getKey(), members);
        }
        return all;
    }

    private static Map<String, @Nullable Object> object(JsonNode object) {
        Map<String, @Nullable Object> values = new HashMap<>();
        object.properties().forEach(field -> values.put(field.getKey(), value(field.getValue())));
        return values;
    }

    /** A number with a fraction stays one, and is refused where it is hashed. */
    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> null;
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.isIntegralNumber() ? node.bigIntegerValue() : node.decimalValue();
            case ARRAY -> list(node);
            case OBJECT -> object(node);
            default -> node.asText();
        };
    }

    private static List<@Nullable Object> list(JsonNode node) {
        List<@Nullable Object> items = new ArrayList<>();
        node.forEach(item -> items.add(value(item)));
        return items;
    }
}
