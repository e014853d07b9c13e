package org.pluspeer.market.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.pluspeer.market.Vectors;
import org.pluspeer.wallet.eth.Bytes;

/**
 * The bytes of every message are as they were published. To publish a new message, run the tests once with
 * {@code -Dvectors.write=true} and read the difference.
 */
class WireVectorsTest {
    @TestFactory
    Stream<DynamicTest> everyMessageHasItsPublishedBytes() {
        if (Vectors.areToBeWritten()) {
            write(Examples.messages());
        }
        JsonNode vectors = Vectors.read("wire.json").path("messages");
        return Examples.messages().entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> {
                    JsonNode vector = vectors.path(entry.getKey());
                    Message message = entry.getValue();
                    assertEquals(vector.path("body").asText(), Bytes.hex(message.body()));
                    assertEquals(vector.path("type").asInt(), message.type().code());
                    byte[] published = Bytes.parseHex(vector.path("body").asText());
                    Message read = MessageType.of(vector.path("type").asInt()).read(published);
                    assertEquals(message, read);
                }));
    }

    @Test
    void everyTypeHasAVectorAndEveryVectorAMessage() {
        Set<MessageType> seen = EnumSet.noneOf(MessageType.class);
        Examples.messages().values().forEach(message -> seen.add(message.type()));
        assertEquals(EnumSet.allOf(MessageType.class), seen);
        Set<String> names = new HashSet<>();
        Vectors.read("wire.json").path("messages").fieldNames().forEachRemaining(names::add);
        assertEquals(Examples.messages().keySet(), names);
    }

    private static void write(Map<String, Message> messages) {
        ObjectMapper json = new ObjectMapper();
        ObjectNode root = json.createObjectNode();
        root.put(
                "about", "Golden vectors of protocol version 1: one of each message. Format: docs/protocol/08-wire.md");
        ObjectNode all = root.putObject("messages");
        messages.forEach((name, message) ->
                all.putObject(name).put("type", message.type().code()).put("body", Bytes.hex(message.body())));
        Vectors.write("wire.json", root);
    }
}
