package org.pluspeer.wallet.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.Vectors;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.eth.Signature;

class NodeStatementTest {
    private static final JsonNode VECTOR =
            Vectors.read("exchange.json").get("eip712").get("nodeKey");
    private static final Signature SIGNATURE =
            Signature.of(Bytes.parseHex(VECTOR.get("signature").asText()));

    private static NodeStatement statement(long sequence) {
        JsonNode message = VECTOR.get("message");
        return new NodeStatement(
                Address.parse(message.get("account").asText()),
                Address.parse(message.get("node").asText()),
                sequence,
                message.get("validUntil").asLong());
    }

    @Test
    void its_digest_is_the_vectors() {
        assertEquals(VECTOR.get("digest").asText(), statement(3).digest().hex());
        assertEquals(VECTOR.get("type").asText(), statement(3).struct().type());
    }

    @Test
    void it_holds_for_its_account_until_its_last_second() {
        NodeStatement statement = statement(3);
        assertTrue(statement.holds(SIGNATURE, 0));
        assertTrue(statement.holds(SIGNATURE, statement.validUntil()));
        assertFalse(statement.holds(SIGNATURE, statement.validUntil() + 1));
        assertFalse(statement(4).holds(SIGNATURE, 0));
    }

    @Test
    void what_is_no_statement_is_refused() {
        Address account = statement(3).account();
        Address node = statement(3).node();
        assertThrows(MalformedException.class, () -> new NodeStatement(account, node, 0, 1));
        assertThrows(MalformedException.class, () -> new NodeStatement(account, node, 1, 0));
        assertThrows(MalformedException.class, () -> new NodeStatement(account, account, 1, 1));
    }
}
