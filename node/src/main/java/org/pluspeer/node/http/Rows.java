package org.pluspeer.node.http;

import static org.pluspeer.node.http.Endpoint.Method.GET;
import static org.pluspeer.node.http.Endpoint.Method.POST;

import java.util.List;
import org.pluspeer.node.http.Endpoint.Call;
import org.pluspeer.node.http.Endpoint.None;
import org.pluspeer.wallet.key.Passphrase;

/** How rows of the table are written. */
final class Rows {
    static final List<String> NONE = List.of();
    static final List<String> PAGE = List.of("limit", "cursor");

    private static final int MAX_LIMIT = 100;

    private Rows() {}

    static <O> Endpoint<None, O> get(
            String path, String summary, List<String> query, Class<O> output, Endpoint.Function<None, O> function) {
        return new Endpoint<>(GET, path, summary, query, None.class, output, function);
    }

    static <I, O> Endpoint<I, O> post(
            String path, String summary, Class<I> input, Class<O> output, Endpoint.Function<I, O> function) {
        return new Endpoint<>(POST, path, summary, NONE, input, output, function);
    }

    static int limit(Call<?> call) {
        return Math.max(1, call.queryNumber("limit", 20, MAX_LIMIT));
    }

    /** Takes over what was typed; the array is empty of it afterwards. */
    static Passphrase secret(char[] typed) {
        Passphrase passphrase = Passphrase.of(typed);
        java.util.Arrays.fill(typed, '\0');
        return passphrase;
    }

    static List<Endpoint<?, ?>> joined(List<Endpoint<?, ?>> some, List<Endpoint<?, ?>> more) {
        return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
    }
}
