package org.pluspeer.node.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.spend.Quantity;

/**
 * JSON at the edge. Amounts are decimal strings of base units, hashes and addresses hexadecimal. Unknown and duplicate
 * names are refused; depth, string length and digits are bounded before anything is made of them.
 */
public final class Json {
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(32)
            .maxStringLength(1 << 20)
            .maxNumberLength(40)
            .maxNameLength(200)
            .build();
    private static final ObjectMapper MAPPER = mapper();

    private Json() {}

    /**
     * Reads a record and refuses it if a component that is not {@code @Nullable} is missing.
     *
     * @throws ProblemException BAD_JSON or BAD_REQUEST, with what is wrong
     */
    public static <T> T read(byte[] bytes, Class<T> type) {
        try {
            T value = MAPPER.readValue(bytes, type);
            if (value == null) {
                throw new ProblemException(Problem.Code.BAD_REQUEST, "expected an object");
            }
            requireComponents(value);
            return value;
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.BAD_JSON, "cannot be read", e);
        }
    }

    /** Reads any JSON value, under the same limits. */
    public static JsonNode tree(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.BAD_JSON, "cannot be read", e);
        }
    }

    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getSimpleName(), e);
        }
    }

    /** For people and files: indented, with a line end. */
    public static String pretty(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getSimpleName(), e);
        }
    }

    /** Whether a record may leave this component out. */
    public static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                || component.getAccessor().getAnnotatedReturnType().isAnnotationPresent(Nullable.class);
    }

    /** Says what is wrong in our own words: the library's name our classes. */
    private static ProblemException unreadable(JsonProcessingException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case MalformedException it -> {
                    return new ProblemException(
                            Problem.Code.BAD_REQUEST, where(e) + String.valueOf(it.getMessage()), e);
                }
                case UnrecognizedPropertyException it -> {
                    return new ProblemException(
                            Problem.Code.BAD_REQUEST, "unknown field " + firstLine(it.getPropertyName()), e);
                }
                case StreamConstraintsException _ -> {
                    return new ProblemException(
                            Problem.Code.BAD_JSON, "deeper, longer or with more digits than is taken" + place(e), e);
                }
                case JsonParseException it -> {
                    return new ProblemException(
                            Problem.Code.BAD_JSON, firstLine(it.getOriginalMessage()) + place(e), e);
                }
                default -> {}
            }
        }
        return new ProblemException(
                Problem.Code.BAD_REQUEST, where(e) + "not of the kind that is expected" + place(e), e);
    }

    /** The field's name in front, where it is known. */
    private static String where(JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return "";
        }
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            String name = step.getFieldName();
            path.append(name == null ? "[" + step.getIndex() + "]" : (path.isEmpty() ? "" : ".") + name);
        }
        return firstLine(path.toString()) + ": ";
    }

    private static String place(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    private static String firstLine(String text) {
        String line = text.lines().findFirst().orElse("not JSON");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    private static void requireComponents(Object value) {
        RecordComponent[] components = value.getClass().getRecordComponents();
        if (components == null) {
            return;
        }
        for (RecordComponent component : components) {
            Object held = valueOf(component, value);
            if (held == null && !isNullable(component)) {
                throw new ProblemException(Problem.Code.BAD_REQUEST, component.getName() + " is missing");
            }
            if (held instanceof Iterable<?> elements) {
                elements.forEach(element -> requireElement(component, element));
            } else if (held != null && held.getClass().isRecord()) {
                requireComponents(held);
            }
        }
    }

    private static void requireElement(RecordComponent list, @Nullable Object element) {
        if (element == null) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, list.getName() + " holds a null");
        }
        if (element.getClass().isRecord()) {
            requireComponents(element);
        }
    }

    private static @Nullable Object valueOf(RecordComponent component, Object value) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectMapper mapper() {
        JsonFactory factory =
                JsonFactory.builder().streamReadConstraints(LIMITS).build();
        SimpleModule words = new SimpleModule("peer");
        word(words, Address.class, Address::checksummed, Address::parse);
        word(words, Hash32.class, Hash32::hex, Hash32::parse);
        word(words, Amount.class, Amount::toString, Amount::parseUnits);
        word(words, Quantity.class, Quantity::toString, Quantity::parse);
        return JsonMapper.builder(factory)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
                .addModule(words)
                .build();
    }

    private static <T> void word(SimpleModule module, Class<T> type, Function<T, String> out, Function<String, T> in) {
        module.addSerializer(type, new StdScalarSerializer<T>(type) {
            @Override
            public void serialize(T value, JsonGenerator generator, SerializerProvider provider) throws IOException {
                generator.writeString(out.apply(value));
            }
        });
        module.addDeserializer(type, new StdScalarDeserializer<T>(type) {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                    throw MismatchedInputException.from(parser, type, "a text is expected");
                }
                return in.apply(parser.getText());
            }
        });
    }
}
