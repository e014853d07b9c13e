package org.pluspeer.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** Whether the story ended as it must: the file byte for byte, and the money to the last unit. */
final class Reckoning {
    private final Story story;
    private final Address token;
    private final Books books;

    Reckoning(Story story, Address token, Books books) {
        this.story = story;
        this.token = token;
        this.books = books;
    }

    /** All that is known when the play is over. */
    record Ended(Play.Outcome outcome, Path sold, Books.Page before, Books.Page after, long elapsedMs) {}

    DemoReport report(Ended ended) {
        JsonNode purchase = ended.outcome().purchase();
        JsonNode listing = ended.outcome().listing();
        Map<Hash32, DemoReport.TransactionPart> bought = transactions(purchase);
        Map<Hash32, DemoReport.TransactionPart> sold =
                transactions(ended.outcome().sale());
        Set<Hash32> sellers = new LinkedHashSet<>(sold.keySet());
        sellers.removeAll(bought.keySet());
        Amount sellerGas = books.fees(sellers);
        Amount buyerGas = books.fees(bought.keySet());
        List<DemoReport.TransactionPart> all = new ArrayList<>(bought.values());
        sellers.forEach(hash -> all.add(sold.get(hash)));
        return new DemoReport(
                story.text(),
                new DemoReport.ListingPart(
                        listing.path("id").asText(),
                        listing.path("title").asText(),
                        listing.path("contentRoot").asText(),
                        listing.path("size").asLong(),
                        listing.path("gas").asText()),
                new DemoReport.SalePart(
                        purchase.path("id").asText(), purchase.path("state").asText(), List.copyOf(all)),
                file(purchase, ended.sold()),
                balances(ended.before(), ended.after()),
                new DemoReport.GasPart(sellerGas.toString(), buyerGas.toString()),
                new DemoReport.BlockPart(ended.before().block(), ended.after().block()),
                isConserved(ended, sellerGas, buyerGas),
                ended.elapsedMs());
    }

    /** Whether the end is the one that this story must have, with the buyer whole. */
    boolean isAsItMustBe(DemoReport report, Ended ended, long price) {
        Amount before = ended.before().of("buyer", token);
        Amount after = ended.after().of("buyer", token);
        return report.conserved()
                && switch (story) {
                    case HONEST ->
                        report.sale().state().equals("delivered")
                                && report.file() != null
                                && report.file()
                                        .sha256Seller()
                                        .equals(report.file().sha256Buyer())
                                && before.equals(after.plus(Amount.of(price)));
                    case CHEATING_SELLER, SILENT_SELLER ->
                        report.sale().state().equals("refunded") && report.file() == null && !after.isLessThan(before);
                };
    }

    private boolean isConserved(Ended ended, Amount sellerGas, Amount buyerGas) {
        boolean tokens = ended.before().total(token).equals(ended.after().total(token));
        Amount coin = ended.after().total(Address.ZERO).plus(sellerGas).plus(buyerGas);
        return tokens && coin.equals(ended.before().total(Address.ZERO));
    }

    private Map<Hash32, DemoReport.TransactionPart> transactions(JsonNode deal) {
        Map<Hash32, DemoReport.TransactionPart> found = new LinkedHashMap<>();
        for (JsonNode step : deal.path("steps")) {
            JsonNode transaction = step.path("transaction");
            if (transaction.has("hash")) {
                Hash32 hash = Hash32.parse(transaction.path("hash").asText());
                found.put(
                        hash,
                        new DemoReport.TransactionPart(
                                transaction.path("name").asText(),
                                hash.hex(),
                                books.receipt(hash).gasUsed()));
            }
        }
        return found;
    }

    private DemoReport.@Nullable FilePart file(JsonNode purchase, Path sold) {
        if (!purchase.has("file")) {
            return null;
        }
        Path delivered = Path.of(purchase.path("file").path("path").asText());
        try {
            return new DemoReport.FilePart(Files.size(delivered), sha256(sold), sha256(delivered));
        } catch (IOException e) {
            throw new ProblemException(Problem.Code.FILE_UNREADABLE, "the delivered file cannot be read", e);
        }
    }

    private static List<DemoReport.BalancePart> balances(Books.Page before, Books.Page after) {
        List<DemoReport.BalancePart> parts = new ArrayList<>();
        for (int i = 0; i < before.rows().size(); i++) {
            Books.Row then = before.rows().get(i);
            Books.Row now = after.rows().get(i);
            parts.add(new DemoReport.BalancePart(
                    then.peer(),
                    then.token().checksummed(),
                    pair(then.wallet(), now.wallet()),
                    pair(then.ledger(), now.ledger()),
                    pair(then.escrow(), now.escrow())));
        }
        return List.copyOf(parts);
    }

    private static DemoReport.Pair pair(Amount before, Amount after) {
        return new DemoReport.Pair(before.toString(), after.toString());
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digesting.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
