package org.pluspeer.node.cli;

import java.util.concurrent.Callable;
import org.pluspeer.node.http.OpenApi;
import picocli.CommandLine.Command;

@Command(name = "openapi", mixinStandardHelpOptions = true, description = "Print the API's OpenAPI document, in JSON.")
final class OpenApiCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        System.out.print(OpenApi.text());
        return 0;
    }
}
