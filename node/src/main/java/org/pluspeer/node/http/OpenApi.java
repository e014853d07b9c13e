package org.pluspeer.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pluspeer.node.json.Json;
import org.pluspeer.node.listing.Uploads;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.spend.Quantity;

/** The OpenAPI 3.1 document, printed from the same table that answers the requests. */
public final class OpenApi {
    private static final Pattern PATH_PART = Pattern.compile("\\{([a-zA-Z]+)}");

    private final Map<String, Object> schemas = new TreeMap<>();
    private final Map<String, Class<?>> named = new TreeMap<>();

    private OpenApi() {}

    /** The whole document as {@code docs/openapi.json} has it. */
    public static String text() {
        return Json.pretty(document(Api.table(() -> {
            throw new IllegalStateException("nothing is called here");
        })));
    }

    static Map<String, Object> document(List<Endpoint<?, ?>> endpoints) {
        return new OpenApi().of(endpoints);
    }

    private Map<String, Object> of(List<Endpoint<?, ?>> endpoints) {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (Endpoint<?, ?> endpoint : endpoints) {
            paths.computeIfAbsent(Api.BASE + endpoint.path(), path -> new LinkedHashMap<>())
                    .put(endpoint.method().name().toLowerCase(Locale.ROOT), operation(endpoint));
        }
        paths.put(Api.BASE + "/files", Map.of("post", upload()));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                Map.of(
                        "title",
                        "Peer",
                        "version",
                        "1",
                        "license",
                        Map.of("name", "Apache-2.0", "identifier", "Apache-2.0")));
        document.put("servers", List.of(Map.of("url", "http://127.0.0.1")));
        document.put("security", List.of(Map.of("token", List.of())));
        document.put("paths", paths);
        document.put(
                "components",
                Map.of(
                        "schemas",
                        schemas,
                        "securitySchemes",
                        Map.of("token", sorted(Map.of("type", "http", "scheme", "bearer")))));
        return sortedDeep(document);
    }

    /** The one row that takes no JSON: the bytes of a file, as they come. */
    private Map<String, Object> upload() {
        Map<String, Object> bytes = Map.of("application/octet-stream", Map.of("schema", Map.of("type", "string")));
        return Map.of(
                "summary",
                "Hand over a file to list",
                "operationId",
                "postFiles",
                "parameters",
                List.of(parameter("X-File-Name", "header", false)),
                "requestBody",
                Map.of("required", true, "content", bytes),
                "responses",
                responses(Uploads.Upload.class));
    }

    private Map<String, Object> operation(Endpoint<?, ?> endpoint) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("summary", endpoint.summary());
        operation.put("operationId", operationId(endpoint));
        List<Object> parameters = new ArrayList<>();
        Matcher parts = PATH_PART.matcher(endpoint.path());
        while (parts.find()) {
            parameters.add(parameter(parts.group(1), "path", true));
        }
        endpoint.query().forEach(name -> parameters.add(parameter(name, "query", false)));
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        if (endpoint.input() != Endpoint.None.class) {
            operation.put("requestBody", Map.of("required", true, "content", json(endpoint.input())));
        }
        operation.put("responses", responses(endpoint.output()));
        return operation;
    }

    private Map<String, Object> responses(Class<?> output) {
        Map<String, Object> problem = Map.of("application/problem+json", Map.of("schema", schema(ProblemView.class)));
        return Map.of(
                "200", Map.of("description", "Done", "content", json(output)),
                "default", Map.of("description", "A problem (RFC 9457)", "content", problem));
    }

    private static String operationId(Endpoint<?, ?> endpoint) {
        StringBuilder id = new StringBuilder(endpoint.method().name().toLowerCase(Locale.ROOT));
        for (String part : endpoint.path().split("/", -1)) {
            String word = part.replaceAll("[{}]", "");
            if (!word.isEmpty()) {
                id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return id.toString();
    }

    private static Map<String, Object> parameter(String name, String in, boolean required) {
        return Map.of("name", name, "in", in, "required", required, "schema", Map.of("type", "string"));
    }

    private Map<String, Object> json(Class<?> type) {
        return Map.of("application/json", Map.of("schema", schema(type)));
    }

    private Object schema(Type type) {
        return switch (type) {
            case Class<?> plain -> plainSchema(plain);
            case ParameterizedType generic
            when generic.getRawType() == List.class || generic.getRawType() == java.util.Set.class ->
                Map.of("type", "array", "items", schema(generic.getActualTypeArguments()[0]));
            case ParameterizedType generic
            when generic.getRawType() == Map.class ->
                Map.of("type", "object", "additionalProperties", schema(generic.getActualTypeArguments()[1]));
            case GenericArrayType array -> Map.of("type", "array", "items", schema(array.getGenericComponentType()));
            default -> throw new IllegalStateException("no schema for " + type);
        };
    }

    private Object plainSchema(Class<?> type) {
        if (type == String.class || type == char[].class) {
            return Map.of("type", "string");
        }
        if (type == Amount.class) {
            return Map.of("type", "string", "pattern", "^[0-9]{1,78}$", "description", "base units");
        }
        if (type == Quantity.class) {
            return Map.of("type", "string", "pattern", "^([0-9]{1,78}|all)$", "description", "base units, or all");
        }
        if (type == Address.class) {
            return Map.of("type", "string", "pattern", "^0x[0-9a-fA-F]{40}$");
        }
        if (type == Hash32.class) {
            return Map.of("type", "string", "pattern", "^0x[0-9a-f]{64}$");
        }
        if (type == boolean.class || type == Boolean.class) {
            return Map.of("type", "boolean");
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return Map.of("type", "integer");
        }
        if (type == JsonNode.class || type == Object.class) {
            return Map.of();
        }
        if (type.isEnum()) {
            List<String> names = new ArrayList<>();
            for (Object constant : type.getEnumConstants()) {
                names.add(String.valueOf(Json.tree(Json.write(constant)).asText()));
            }
            return Map.of("type", "string", "enum", names);
        }
        if (!type.isRecord()) {
            throw new IllegalStateException("no schema for " + type);
        }
        return reference(type);
    }

    private Object reference(Class<?> type) {
        String name = name(type);
        Class<?> before = named.putIfAbsent(name, type);
        if (before != null && before != type) {
            throw new IllegalStateException(before + " and " + type + " would both be called " + name);
        }
        if (!schemas.containsKey(name)) {
            Map<String, Object> schema = new LinkedHashMap<>();
            schemas.put(name, schema);
            Map<String, Object> properties = new LinkedHashMap<>();
            List<String> required = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                properties.put(component.getName(), schema(component.getGenericType()));
                if (!Json.isNullable(component)) {
                    required.add(component.getName());
                }
            }
            schema.put("type", "object");
            schema.put("properties", properties);
            schema.put("required", required);
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    /** {@code PurchaseView.All} is PurchaseAll, {@code Views.Status} is Status. */
    private static String name(Class<?> type) {
        String own = type.getSimpleName().replaceAll("View$", "");
        Class<?> outer = type.getEnclosingClass();
        return outer == null || outer == Views.class ? own : name(outer) + own;
    }

    private static Map<String, Object> sorted(Map<String, Object> map) {
        return new TreeMap<>(map);
    }

    /** In one order always, so that two prints of the same table are the same bytes. */
    private static Map<String, Object> sortedDeep(Map<String, Object> map) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(key, sortedValue(value)));
        return sorted;
    }

    private static Object sortedValue(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, held) -> sorted.put(String.valueOf(key), sortedValue(held)));
            return sorted;
        }
        return value instanceof List<?> list
                ? list.stream().map(OpenApi::sortedValue).toList()
                : value;
    }
}
