package org.pluspeer.node.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseDamageTest {
    private static final long NOW = 1_500_000;

    private static void fill(Path directory) {
        try (Database database = Database.open(DatabaseUrl.embedded(directory))) {
            CatalogStore catalog = new CatalogStore(database);
            for (int key = 0; key < 50; key++) {
                catalog.put(Entries.entry(key, 1, "rainfall " + key));
            }
        }
    }

    private static long found(Path directory) {
        try (Database database = Database.open(DatabaseUrl.embedded(directory))) {
            return new CatalogStore(database).count(NOW);
        }
    }

    @Test
    void aByteThatWentBadWhileItWasClosedIsNoticedWhereverItIs(@TempDir Path directory) throws IOException {
        fill(directory.resolve("sound"));
        byte[] sound = Files.readAllBytes(directory.resolve("sound/peer.mv.db"));
        String note = Files.readString(directory.resolve("sound/peer.mv.db.sha256"));
        Random random = new Random(5);
        for (int i = 0; i < 12; i++) {
            byte[] bent = sound.clone();
            bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
            Path place = Files.createDirectories(directory.resolve("bent" + i));
            Files.write(place.resolve("peer.mv.db"), bent);
            Files.writeString(place.resolve("peer.mv.db.sha256"), note);
            assertEquals(0, found(place), "a new one is begun");
            assertTrue(Files.exists(place.resolve("peer.mv.db.damaged")), "and the bent one kept");
        }
        assertEquals(50, found(directory.resolve("sound")));
        assertEquals(50, found(directory.resolve("sound")));
    }

    @Test
    void afterACrashThereIsNothingToCompareWithAndItIsTakenAsItIs(@TempDir Path directory) throws IOException {
        fill(directory);
        Files.delete(directory.resolve("peer.mv.db.sha256"));
        assertEquals(50, found(directory));
    }
}
