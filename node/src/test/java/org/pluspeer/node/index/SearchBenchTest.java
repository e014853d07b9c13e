package org.pluspeer.node.index;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchBenchTest {

    /** Bounds that a loaded machine meets too; the figures are what {@link SearchBench} prints. */
    @Test
    void fiveThousandListingsAreSearchedWithoutWaiting(@TempDir Path directory) {
        SearchBench.Result result = SearchBench.measure(directory, 5000);
        String said = SearchBench.describe(5000, result);
        assertTrue(result.percentiles()[1] < 250, said);
        assertTrue(result.percentiles()[0] < 50, said);
        assertTrue(result.visibleMillis() < 2000, said);
    }
}
