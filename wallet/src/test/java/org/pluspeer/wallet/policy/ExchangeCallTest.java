package org.pluspeer.wallet.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pluspeer.wallet.policy.Intents.TOKEN;
import static org.pluspeer.wallet.policy.Intents.onOffer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.pluspeer.wallet.Vectors;
import org.pluspeer.wallet.eth.Amount;

/** Against the interface that the compiler printed. */
class ExchangeCallTest {
    private static final JsonNode ABI =
            Vectors.read("../../contracts/abi/FairExchange.json").get("abi");

    @Test
    void every_function_that_changes_anything_is_known_and_no_other() {
        Set<String> changing = StreamSupport.stream(ABI.spliterator(), false)
                .filter(entry -> entry.get("type").asText().equals("function"))
                .filter(entry -> !entry.get("stateMutability").asText().matches("view|pure"))
                .map(entry -> Calldata.selector(entry.get("name").asText() + types(entry.get("inputs"))))
                .collect(Collectors.toSet());
        Set<String> known =
                Arrays.stream(ExchangeCall.values()).map(ExchangeCall::selector).collect(Collectors.toSet());
        assertEquals(changing, known);
    }

    private static String types(JsonNode inputs) {
        return StreamSupport.stream(inputs.spliterator(), false)
                .map(ExchangeCallTest::type)
                .collect(Collectors.joining(",", "(", ")"));
    }

    private static String type(JsonNode input) {
        String type = input.get("type").asText();
        return type.startsWith("tuple") ? types(input.get("components")) + type.substring("tuple".length()) : type;
    }

    @Test
    void token_and_price_are_read_where_the_offer_has_them() {
        JsonNode accept = StreamSupport.stream(ABI.spliterator(), false)
                .filter(entry -> entry.path("name").asText().equals("accept"))
                .findFirst()
                .orElseThrow();
        List<String> fields = StreamSupport.stream(
                        accept.get("inputs").get(0).get("components").spliterator(), false)
                .map(field -> field.get("name").asText())
                .toList();
        assertEquals(List.of(3, 5), List.of(fields.indexOf("token"), fields.indexOf("price")));
        Payment payment = ExchangeCall.ACCEPT
                .payment(new Calldata(onOffer("accept(%s,bytes)", 5)))
                .orElseThrow();
        assertEquals(TOKEN, payment.token());
        assertEquals(Amount.of(5), payment.amount());
        assertTrue(payment.receiver().isEmpty());
    }
}
