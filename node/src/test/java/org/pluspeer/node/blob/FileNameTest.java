package org.pluspeer.node.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FileNameTest {

    @Test
    void namesBecomeHarmless() {
        Map.ofEntries(
                        Map.entry("data.csv", "data.csv"),
                        Map.entry("bird strikes (2020).csv", "bird strikes (2020).csv"),
                        Map.entry("../../etc/passwd", "passwd"),
                        Map.entry("C:\\Windows\\system32\\cmd.exe", "cmd.exe"),
                        Map.entry(".bashrc", "bashrc"),
                        Map.entry("...hidden", "hidden"),
                        Map.entry("-rf", "_-rf"),
                        Map.entry("CON", "_CON"),
                        Map.entry("nul.txt", "_nul.txt"),
                        Map.entry("com1.csv", "_com1.csv"),
                        Map.entry("console.csv", "console.csv"),
                        Map.entry("a<b>:c?.csv", "a_b__c_.csv"),
                        Map.entry("trailing. . ", "trailing"),
                        Map.entry("Zürich 鳥.csv", "Zürich 鳥.csv"),
                        Map.entry("/", "file"),
                        Map.entry("", "file"),
                        Map.entry("..", "file"))
                .forEach((suggested, expected) -> assertEquals(expected, FileName.safe(suggested)));
    }

    @Test
    void whatHidesIsTakenOut() {
        assertEquals("ab.csv", FileName.safe("a\0b.csv"));
        assertEquals("ab.csv", FileName.safe("a\nb\r\t.csv"));
        assertEquals("photogpj.exe", FileName.safe("photo\u202egpj.exe"));
        assertEquals("ab", FileName.safe("a\u200bb\ud800"));
        assertEquals("a b", FileName.safe("a\u00a0b"));
    }

    @Test
    void takenNamesGetANumber() {
        assertEquals("data.csv", FileName.numbered("data.csv", 1));
        assertEquals("data (2).csv", FileName.numbered("data.csv", 2));
        assertEquals("README (3)", FileName.numbered("README", 3));
    }

    @Test
    void longNamesKeepTheirEnding() {
        String name = FileName.safe("鳥".repeat(5000) + ".csv");
        assertTrue(name.endsWith(".csv"));
        assertTrue(name.getBytes(StandardCharsets.UTF_8).length <= 180);
        String noEnding = FileName.safe("a." + "b".repeat(5000));
        assertTrue(noEnding.getBytes(StandardCharsets.UTF_8).length <= 180);
    }

    @Property(tries = 3000)
    void noTextEscapesTheDirectoryOrHides(@ForAll String any) {
        String name = FileName.safe(any);
        Path directory = Path.of("/downloads");
        assertEquals(directory, directory.resolve(name).normalize().getParent());
        assertEquals(name, String.valueOf(directory.resolve(name).getFileName()));
        assertFalse(name.startsWith(".") || name.startsWith("-") || name.startsWith(" "));
        assertFalse(name.endsWith(".") || name.endsWith(" "));
        assertTrue(name.codePoints().noneMatch(Character::isISOControl));
        assertTrue(name.getBytes(StandardCharsets.UTF_8).length <= 181);
        assertEquals(name, FileName.safe(name));
    }
}
