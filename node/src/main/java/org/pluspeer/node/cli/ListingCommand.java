package org.pluspeer.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.pluspeer.node.client.NodeApi;
import org.pluspeer.node.client.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "listing",
        mixinStandardHelpOptions = true,
        description = "Look at one listing, or take your own back.",
        subcommands = {ListingCommand.Show.class, ListingCommand.Revoke.class})
final class ListingCommand {

    @Command(name = "show", mixinStandardHelpOptions = true, description = "One listing with its sample.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "ID")
        private String id;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode listing = node.get("/listings/" + NodeApi.encoded(id));
                Output output = session.output();
                output.say(listing.path("title").asText());
                output.say(listing.path("description").asText());
                output.say("Price    " + Output.money(listing.path("price"), listing.path("token")));
                output.say("Size     " + Output.bytes(listing.path("size").asLong()));
                output.say("Licence  " + listing.path("licence").asText());
                output.say("Seller   " + listing.path("seller").asText());
                for (JsonNode sample : listing.path("samples")) {
                    output.say("");
                    output.say("Sample at byte " + sample.path("offset").asText()
                            + (sample.path("verified").asBoolean()
                                    ? ", checked against the signed root:"
                                    : ", DOES NOT CHECK OUT:"));
                    output.say(sample.path("text").asText("(not text)"));
                }
                output.document(listing);
            }
            return 0;
        }
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Take a listing of yours off the market.")
    static final class Revoke implements Callable<Integer> {
        @Mixin
        private Session session;

        @Parameters(paramLabel = "ID")
        private String id;

        @Override
        public Integer call() {
            try (NodeApi node = session.node()) {
                JsonNode revoked = node.delete("/listings/" + NodeApi.encoded(id));
                session.output().say("Revoked. Sales that are under way go on.");
                session.output().document(revoked);
            }
            return 0;
        }
    }
}
