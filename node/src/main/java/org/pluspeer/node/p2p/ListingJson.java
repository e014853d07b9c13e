package org.pluspeer.node.p2p;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pluspeer.market.listing.Json;
import org.pluspeer.market.listing.ListingBody;
import org.pluspeer.market.listing.SignedListing;
import org.pluspeer.wallet.eth.MalformedException;

/** The body of a listing out of bytes from outside. Whether they are in the one canonical form is checked elsewhere. */
public final class ListingJson {
    private static final int DEEPEST = 6;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(20)
                    .maxStringLength(SignedListing.MAX_BODY)
                    .maxNameLength(64)
                    .maxDocumentLength(SignedListing.MAX_BODY)
                    .build())
            .build();

    private ListingJson() {}

    /** @throws MalformedException if the bytes are not JSON with the members of a listing's body */
    public static ListingBody read(byte[] body) {
        try (JsonParser in = JSON.createParser(body)) {
            in.nextToken();
            Json json = value(in);
            if (in.nextToken() != null) {
                throw new MalformedException("the listing's body goes on after its end");
            }
            return ListingBody.of(json);
        } catch (IOException e) {
            throw new MalformedException("the listing's body is not JSON");
        }
    }

    private static Json value(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (token == null) {
            throw new MalformedException("the listing's body is not JSON");
        }
        return switch (token) {
            case VALUE_STRING -> new Json.Text(in.getText());
            case VALUE_NUMBER_INT -> new Json.Whole(in.getLongValue());
            case VALUE_TRUE -> new Json.Flag(true);
            case VALUE_FALSE -> new Json.Flag(false);
            case START_ARRAY -> array(in);
            case START_OBJECT -> members(in);
            case NOT_AVAILABLE,
                    END_OBJECT,
                    END_ARRAY,
                    FIELD_NAME,
                    VALUE_EMBEDDED_OBJECT,
                    VALUE_NUMBER_FLOAT,
                    VALUE_NULL ->
                throw new MalformedException("the listing's body has a value that listings don't use");
        };
    }

    private static Json array(JsonParser in) throws IOException {
        List<Json> values = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(in));
        }
        return new Json.Array(values);
    }

    private static Json members(JsonParser in) throws IOException {
        Map<String, Json> values = new HashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            values.put(name, value(in));
        }
        return new Json.Members(values);
    }
}
