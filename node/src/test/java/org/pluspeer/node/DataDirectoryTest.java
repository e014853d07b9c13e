package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path home;

    private DataDirectory directory() {
        return new DataDirectory(home.resolve("deep/peer"));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aNewFolderAndAllInItAreTheOwnersAlone() throws IOException {
        DataDirectory directory = directory().create();
        assertEquals("rwx------", permissions(directory.root()));
        directory.writeToken("secret");
        directory.writeRunning(new DataDirectory.Running(7, "http://127.0.0.1:1", "127.0.0.1:2"));
        DataDirectory.replace(directory.walletFile(), new byte[] {1});
        try (Stream<Path> files = Files.list(directory.root())) {
            for (Path file : files.toList()) {
                assertEquals("rw-------", permissions(file), file.toString());
            }
        }
    }

    @Test
    void aFolderThatOthersCanReadIsRefusedWithTheCommandThatMendsIt() throws IOException {
        DataDirectory directory = directory().create();
        directory.writeToken("secret");
        Files.setPosixFilePermissions(directory.root(), PosixFilePermissions.fromString("rwxr-xr-x"));
        ProblemException refused = assertThrows(ProblemException.class, directory::create);
        assertEquals(Problem.Code.FILE_UNREADABLE, refused.problem().code());
        assertTrue(
                refused.problem().detail().contains("chmod 700"),
                refused.problem().detail());
        Files.setPosixFilePermissions(directory.root(), PosixFilePermissions.fromString("rwx------"));
        assertEquals(directory, directory.create());
    }

    @Test
    void anEmptyFolderThatIsThereAlreadyIsClosedToOthers() throws IOException {
        DataDirectory directory = directory();
        Files.createDirectories(directory.root());
        Files.setPosixFilePermissions(directory.root(), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertEquals("rwx------", permissions(directory.create().root()));
    }

    @Test
    void aFileInItsPlaceIsRefused() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "x");
        ProblemException refused = assertThrows(ProblemException.class, () -> new DataDirectory(file).create());
        assertEquals(Problem.Code.FILE_UNREADABLE, refused.problem().code());
        assertEquals("x", Files.readString(file));
    }

    @Test
    void theTokenStaysAndWhatRunsIsForgottenWhenItStops() {
        DataDirectory directory = directory().create();
        assertEquals(
                Problem.Code.NOT_RUNNING,
                assertThrows(ProblemException.class, directory::token).problem().code());
        assertEquals(Optional.empty(), directory.existingToken());
        directory.writeToken("first");
        directory.writeToken("second");
        assertEquals("second", directory.token());
        var running = new DataDirectory.Running(7, "http://127.0.0.1:1", "127.0.0.1:2");
        directory.writeRunning(running);
        assertEquals(Optional.of(running), directory.running());
        directory.clearRunning();
        directory.clearRunning();
        assertEquals(Optional.empty(), directory.running());
    }

    @Test
    void itIsWhereTheSystemKeepsSuchThings() {
        assertEquals(Path.of("/home/a/.local/share/peer"), DataDirectory.standard(Map.of("HOME", "/home/a"), "Linux"));
        assertEquals(
                Path.of("/data/peer"),
                DataDirectory.standard(Map.of("HOME", "/home/a", "XDG_DATA_HOME", "/data"), "Linux"));
        assertEquals(
                Path.of("/Users/a/Library/Application Support/Peer"),
                DataDirectory.standard(Map.of("HOME", "/Users/a"), "Mac OS X"));
    }
}
