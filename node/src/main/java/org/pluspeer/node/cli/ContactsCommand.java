package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.pluspeer.node.client.NodeApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "contacts",
        mixinStandardHelpOptions = true,
        description = "Names for addresses.",
        subcommands = {ContactsCommand.All.class, ContactsCommand.Add.class, ContactsCommand.Remove.class})
final class ContactsCommand {

    private static void show(Session session, JsonNode contacts) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode contact : contacts.path("contacts")) {
            rows.add(List.of(
                    contact.path("name").asText(),
                    contact.path("address").asText(),
                    contact.path("note").asText()));
        }
        session.output().table(List.of("NAME", "ADDRESS", "NOTE"), rows);
        session.output().document(contacts);
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All of them, by name.")
    static final class All implements Callable<Integer> {
        @Mixin
        private Session session;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                show(session, node.get("/contacts"));
            }
            return 0;
        }
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Name an address, or name it anew.")
    static final class Add implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(index = "0", paramLabel = "ADDRESS")
        private String address;

        @Parameters(index = "1", paramLabel = "NAME")
        private String name;

        @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "for yourself")
        private String note;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                show(session, node.post("/contacts", Map.of("address", address, "name", name, "note", note)));
            }
            return 0;
        }
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Forget a name.")
    static final class Remove implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "ADDRESS")
        private String address;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                show(session, node.delete("/contacts/" + NodeApi.encoded(address)));
            }
            return 0;
        }
    }
}
