package org.pluspeer.node.http;

import java.util.Map;
import java.util.Optional;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.policy.Asker;

/**
 * One row of the API's table: what it is called, what goes in, what comes out, and the function that does it.
 *
 * @param path below {@code /api/v1}, with parameters as {@code {id}}
 * @param query names of the query parameters it knows; any other is refused
 * @param input a record read from the JSON body; {@link None} where there is no body
 * @param output a record
 * @param access who may call it
 */
public record Endpoint<I, O>(
        Method method,
        String path,
        String summary,
        java.util.List<String> query,
        Class<I> input,
        Class<O> output,
        Access access,
        Function<I, O> function) {

    /** For the owner alone. */
    public Endpoint(
            Method method,
            String path,
            String summary,
            java.util.List<String> query,
            Class<I> input,
            Class<O> output,
            Function<I, O> function) {
        this(method, path, summary, query, input, output, Access.OWNER, function);
    }

    /** The same row, open also to programs whose token has the scope. */
    Endpoint<I, O> forApps(Access scope) {
        return new Endpoint<>(method, path, summary, query, input, output, scope, function);
    }

    /** Who may call a row: the owner always; a program that the owner paired, where its token has the scope. */
    public enum Access {
        OWNER,
        /** Every program, for what is its own. */
        APP,
        READ,
        SELL,
        BUY,
        SPEND,
        SIGN
    }

    /** The verbs that the table uses. */
    public enum Method {
        GET,
        POST,
        PUT,
        DELETE
    }

    /** No body. */
    public record None() {}

    /** What an endpoint does. Runs on a virtual thread and may block. */
    @FunctionalInterface
    public interface Function<I, O> {
        O call(Call<I> call) throws InterruptedException;
    }

    /**
     * One request, read and bounded.
     *
     * @param caller the owner, or a program by its token
     */
    public record Call<I>(I body, Map<String, String> path, Map<String, String> query, Asker caller) {
        public String pathPart(String name) {
            String value = path.get(name);
            if (value == null) {
                throw new IllegalStateException("the path has no " + name);
            }
            return value;
        }

        public Optional<String> queryText(String name) {
            return Optional.ofNullable(query.get(name)).filter(text -> !text.isBlank());
        }

        /** @throws ProblemException BAD_REQUEST if it is not a whole number from 0 to max */
        public int queryNumber(String name, int absent, int max) {
            return (int) queryLong(name, absent, max);
        }

        /** @throws ProblemException BAD_REQUEST if it is not a whole number from 0 to max */
        public long queryLong(String name, long absent, long max) {
            Optional<String> text = queryText(name);
            if (text.isEmpty()) {
                return absent;
            }
            try {
                long value = Long.parseLong(text.get());
                if (value >= 0 && value <= max) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Falls through to the one refusal below.
            }
            throw new ProblemException(Problem.Code.BAD_REQUEST, name + " must be a number from 0 to " + max);
        }
    }

    /** The path as Vert.x routes it, with {@code :id} for {@code {id}}. */
    String route() {
        return Api.BASE + path.replaceAll("\\{([a-zA-Z]+)}", ":$1");
    }
}
