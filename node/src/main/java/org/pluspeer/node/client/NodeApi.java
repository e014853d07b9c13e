package org.pluspeer.node.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.DataDirectory;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.http.Api;
import org.pluspeer.node.json.Json;

/** The running node's HTTP API, as a program on the same machine sees it. */
public final class NodeApi implements AutoCloseable {
    private final URI address;
    private final String token;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    public NodeApi(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    /**
     * Finds the node that runs on a data directory.
     *
     * @throws ProblemException NOT_RUNNING
     */
    public static NodeApi of(DataDirectory directory) {
        DataDirectory.Running running = directory
                .running()
                .orElseThrow(() -> new ProblemException(
                        Problem.Code.NOT_RUNNING,
                        "no node runs on " + directory.root() + "; start one with ./peer up"));
        return new NodeApi(URI.create(running.http()), directory.token());
    }

    public URI address() {
        return address;
    }

    /** The page's address with the token in its fragment, which no server ever sees. */
    public String page() {
        return address + "/#token=" + token;
    }

    public JsonNode get(String path) {
        return call("GET", path, null);
    }

    public JsonNode post(String path, Object body) {
        return call("POST", path, body);
    }

    public JsonNode put(String path, Object body) {
        return call("PUT", path, body);
    }

    public JsonNode delete(String path) {
        return call("DELETE", path, null);
    }

    /** Hands a file over to be listed. */
    public JsonNode upload(Path file) {
        return upload("/files", file);
    }

    /** Sends a file's bytes as they are. */
    public JsonNode upload(String path, Path file) {
        try {
            return call(HttpRequest.newBuilder(address.resolve(Api.BASE + path))
                    .timeout(Duration.ofMinutes(15))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/octet-stream")
                    .header("X-File-Name", encoded(String.valueOf(file.getFileName())))
                    .POST(HttpRequest.BodyPublishers.ofFile(file))
                    .build());
        } catch (java.io.FileNotFoundException e) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "there is no " + file, e);
        }
    }

    /** Streams a one-time download into a file that must not exist yet. */
    public Path download(String url, Path into) {
        try {
            if (Files.exists(into)) {
                throw new ProblemException(Problem.Code.CONFLICT, into + " exists already");
            }
            Path part = into.resolveSibling(into.getFileName() + ".part");
            HttpRequest request = HttpRequest.newBuilder(address.resolve(url)).build();
            HttpResponse<Path> response = client.send(request, HttpResponse.BodyHandlers.ofFile(part));
            if (response.statusCode() != 200) {
                Files.deleteIfExists(part);
                throw new ProblemException(Problem.Code.NOT_FOUND, "the download is gone");
            }
            return Files.move(part, into);
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, into + " cannot be written", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private JsonNode call(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(Api.BASE + path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + token);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(Json.write(body)));
        }
        return call(request.build());
    }

    private JsonNode call(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode answer = Json.tree(response.body());
            if (response.statusCode() / 100 != 2) {
                throw problem(answer);
            }
            return answer;
        } catch (ConnectException e) {
            throw new ProblemException(Problem.Code.NOT_RUNNING, "no node answers at " + address, e);
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.NOT_RUNNING, "the node at " + address + " broke off", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static ProblemException problem(JsonNode answer) {
        String code = answer.path("code").asText("internal").toUpperCase(Locale.ROOT);
        Problem.Code known = Arrays.stream(Problem.Code.values())
                .filter(candidate -> candidate.name().equals(code))
                .findFirst()
                .orElse(Problem.Code.INTERNAL);
        return new ProblemException(known, answer.path("detail").asText(known.title()));
    }

    private static ProblemException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ProblemException(Problem.Code.STOPPING, "interrupted", e);
    }
}
