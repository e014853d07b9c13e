package org.pluspeer.market.listing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pluspeer.wallet.eth.MalformedException;

/** JSON text to the tree, as node does it. */
final class Parsed {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Parsed() {}

    static Json tree(byte[] bytes) {
        try {
            return tree(JSON.readTree(bytes));
        } catch (IOException e) {
            throw new MalformedException("not JSON");
        }
    }

    static Json tree(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> new Json.Text(node.textValue());
            case BOOLEAN -> new Json.Flag(node.booleanValue());
            case NUMBER -> new Json.Whole(node.longValue());
            case ARRAY -> {
                List<Json> values = new ArrayList<>();
                node.forEach(value -> values.add(tree(value)));
                yield new Json.Array(values);
            }
            case OBJECT -> {
                Map<String, Json> members = new HashMap<>();
                node.properties().forEach(member -> members.put(member.getKey(), tree(member.getValue())));
                yield new Json.Members(members);
            }
            case NULL, MISSING, BINARY, POJO -> throw new MalformedException("a value that listings do not have");
        };
    }
}
