package org.pluspeer.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No file over 400 lines, and no method of the program over 60: what is longer is two things. */
class BudgetTest {
    private static final int FILE = 400;
    private static final int METHOD = 60;
    private static final Pattern METHOD_START = Pattern.compile(
            "^ {4,12}(?! )(?!(return|new|throw|else|case|if|for|while|switch|try|catch)\\b)(?!.*(\\brecord\\b|->))[\\w<>\\[\\]@.,?& ]+\\([^;]*\\{$");

    @Test
    void filesAndMethodsStayWithinTheirBudgets() {
        List<String> over = new ArrayList<>();
        for (Path file : sources("main")) {
            over.addAll(longMethods(file, lines(file)));
        }
        for (Path file : Stream.of("main", "test")
                .flatMap(part -> sources(part).stream())
                .toList()) {
            if (lines(file).size() > FILE) {
                over.add(file + ": " + lines(file).size() + " lines");
            }
        }
        assertEquals(List.of(), over);
    }

    @Test
    void aLongMethodIsSeen() {
        List<String> lines = new ArrayList<>(List.of("class A {", "    void longOne() {"));
        for (int i = 0; i < METHOD; i++) {
            lines.add("        call();");
        }
        lines.addAll(List.of("    }", "}"));
        assertEquals(1, longMethods(Path.of("A.java"), lines).size());
    }

    private static List<String> longMethods(Path file, List<String> lines) {
        List<String> over = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (METHOD_START.matcher(lines.get(i)).matches()) {
                String close = lines.get(i).replaceAll("\\S.*", "") + "}";
                int end = i;
                while (end < lines.size() && !lines.get(end).equals(close)) {
                    end++;
                }
                if (end - i + 1 > METHOD) {
                    over.add(file + ":" + (i + 1) + ": a method of " + (end - i + 1) + " lines");
                }
            }
        }
        return over;
    }

    private static List<Path> sources(String part) {
        return Stream.of("wallet", "market", "contracts", "node")
                .map(module -> Path.of("..", module, "src", part, "java"))
                .filter(Files::isDirectory)
                .flatMap(root -> javaIn(root).stream())
                .toList();
    }

    private static List<Path> javaIn(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("generated"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
