package org.pluspeer.node.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MediaTypesTest {
    private static Optional<ListingView.Schema> columns(String type, String text) {
        return MediaTypes.columns(type, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTypeGoesByTheNamesEndingInAnyCase() {
        assertEquals("text/csv", MediaTypes.of("strikes.CSV"));
        assertEquals("application/gzip", MediaTypes.of("a.tar.gz"));
        assertEquals("application/octet-stream", MediaTypes.of("noending"));
        assertEquals("application/octet-stream", MediaTypes.of("what.is.this"));
        assertEquals("application/octet-stream", MediaTypes.of(""));
    }

    @Test
    void tablesAndRecordsAreData() {
        assertTrue(MediaTypes.isData("text/csv"));
        assertTrue(MediaTypes.isData("application/geo+json"));
        assertTrue(MediaTypes.isData("application/vnd.apache.parquet"));
        assertFalse(MediaTypes.isData("text/plain"));
        assertFalse(MediaTypes.isData("video/mp4"));
    }

    @Test
    void columnsComeFromTheFirstTwoLines() {
        assertEquals(
                Optional.of(new ListingView.Schema(List.of(
                        new ListingView.Column("day", "date"),
                        new ListingView.Column("height", "number"),
                        new ListingView.Column("count", "integer"),
                        new ListingView.Column("where", "string")))),
                columns("text/csv", "day, height,count,where\r\n2026-11-22,-4.10,7,Wye\r\n"));
        assertEquals(
                Optional.of(new ListingView.Schema(
                        List.of(new ListingView.Column("a", "integer"), new ListingView.Column("b", "string")))),
                columns("text/tab-separated-values", "a\tb\n1\n"));
    }

    @Test
    void whereTheHeadIsNoneNothingIsGuessed() {
        assertEquals(Optional.empty(), columns("text/plain", "a,b\n1,2\n"));
        assertEquals(Optional.empty(), columns("text/csv", "a,b"));
        assertEquals(Optional.empty(), columns("text/csv", "\"a,b\",c\n1,2\n"));
        assertEquals(Optional.empty(), columns("text/csv", "a,,c\n1,2,3\n"));
        assertEquals(Optional.empty(), columns("text/csv", ",".repeat(200) + "\n1\n"));
        assertEquals(Optional.empty(), columns("text/csv", "x".repeat(101) + ",b\n1,2\n"));
    }
}
