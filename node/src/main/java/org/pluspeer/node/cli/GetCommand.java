package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.client.NodeApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "get", mixinStandardHelpOptions = true, description = "Save a file that you bought.")
final class GetCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Parameters(paramLabel = "ID", description = "the purchase")
    private String id;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "where to (default: its name, here)")
    private @Nullable Path output;

    @Override
    public Integer call() {
        try (NodeApi node = session.node()) {
            JsonNode purchase = node.get("/purchases/" + NodeApi.encoded(id));
            if (!purchase.has("file")) {
                throw new ProblemException(
                        Problem.Code.CONFLICT,
                        "not delivered yet; it is " + purchase.path("state").asText());
            }
            Path chosen = output;
            Path name = Path.of(purchase.path("file").path("name").asText()).getFileName();
            Path into = chosen == null ? Path.of("").toAbsolutePath().resolve(name) : chosen.toAbsolutePath();
            String url = node.post("/purchases/" + id + "/download", Map.of())
                    .path("url")
                    .asText();
            Path saved = node.download(url, Files.isDirectory(into) ? into.resolve(name) : into);
            session.output().say(saved.toString());
            session.output()
                    .document(Map.of(
                            "path",
                            saved.toString(),
                            "sha256",
                            purchase.path("file").path("sha256").asText()));
        }
        return 0;
    }
}
