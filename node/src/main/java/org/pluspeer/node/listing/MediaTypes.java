package org.pluspeer.node.listing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pluspeer.market.deal.StorageTable;
import org.pluspeer.market.listing.ListingBody;

/** What a file is, by its name's ending, and the columns that a table's first line names. */
final class MediaTypes {
    private static final int MAX_COLUMNS = 100;
    private static final int MAX_NAME = 100;
    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            Map.entry("csv", "text/csv"),
            Map.entry("tsv", "text/tab-separated-values"),
            Map.entry("txt", "text/plain"),
            Map.entry("md", "text/markdown"),
            Map.entry("json", "application/json"),
            Map.entry("ndjson", "application/x-ndjson"),
            Map.entry("geojson", "application/geo+json"),
            Map.entry("parquet", "application/vnd.apache.parquet"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("zip", "application/zip"),
            Map.entry("gz", "application/gzip"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("mp4", "video/mp4"));

    private MediaTypes() {}

    static String of(String fileName) {
        String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_ENDING.getOrDefault(ending, "application/octet-stream");
    }

    static ListingBody.Kind kind(String mediaType) {
        if (mediaType.equals(StorageTable.MEDIA_TYPE)) {
            return ListingBody.Kind.STORAGE;
        }
        return isData(mediaType) ? ListingBody.Kind.DATASET : ListingBody.Kind.FILE;
    }

    /** Whether the buyer gets rows to work with rather than one thing to look at. */
    static boolean isData(String mediaType) {
        return List.of("text/csv", "text/tab-separated-values", "application/x-ndjson", "application/json")
                        .contains(mediaType)
                || mediaType.endsWith("+json")
                || mediaType.endsWith("parquet");
    }

    /** The columns of a table, from the first and second line of its first block. */
    static Optional<ListingView.Schema> columns(String mediaType, byte[] firstBlock) {
        char separator = mediaType.equals("text/csv") ? ',' : '\t';
        boolean table = mediaType.equals("text/csv") || mediaType.equals("text/tab-separated-values");
        Optional<String> text = table ? SampleText.text(firstBlock) : Optional.empty();
        List<String> lines = text.map(all -> all.lines().limit(2).toList()).orElse(List.of());
        if (lines.size() < 2 || lines.getFirst().indexOf('"') >= 0) {
            return Optional.empty();
        }
        List<String> names = split(lines.getFirst(), separator);
        List<String> values = split(lines.get(1), separator);
        boolean named = names.stream().allMatch(name -> !name.isBlank() && name.length() <= MAX_NAME);
        if (names.size() > MAX_COLUMNS || !named) {
            return Optional.empty();
        }
        List<ListingView.Column> columns = new java.util.ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(
                    new ListingView.Column(names.get(i).strip(), i < values.size() ? type(values.get(i)) : "string"));
        }
        return Optional.of(new ListingView.Schema(List.copyOf(columns)));
    }

    private static List<String> split(String line, char separator) {
        return List.of(line.split(java.util.regex.Pattern.quote(String.valueOf(separator)), -1));
    }

    private static String type(String value) {
        if (value.matches("-?[0-9]{1,18}")) {
            return "integer";
        }
        if (value.matches("-?[0-9]{1,18}\\.[0-9]+")) {
            return "number";
        }
        return value.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") ? "date" : "string";
    }
}
