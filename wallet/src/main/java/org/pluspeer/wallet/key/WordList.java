package org.pluspeer.wallet.key;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The 2048 English words of BIP-39, in order. */
final class WordList {
    static final WordList ENGLISH = new WordList(load());

    private final List<String> words;

    private WordList(List<String> words) {
        this.words = words;
    }

    String word(int index) {
        return words.get(index);
    }

    /** From 0; negative where the word is not in the list. */
    int indexOf(String word) {
        return Collections.binarySearch(words, word);
    }

    /**
     * The word that takes the fewest typing errors to become this one; of several, the one that begins the longest
     * like it, and then the longest, since letters are rather left out than put in.
     */
    String nearest(String typed) {
        String shortened = typed.length() > 16 ? typed.substring(0, 16) : typed;
        return words.stream()
                .min(Comparator.comparingInt((String word) -> distance(word, shortened))
                        .thenComparingInt(word -> -commonStart(word, shortened))
                        .thenComparingInt(word -> -word.length()))
                .orElseThrow();
    }

    private static int commonStart(String a, String b) {
        int at = 0;
        while (at < Math.min(a.length(), b.length()) && a.charAt(at) == b.charAt(at)) {
            at++;
        }
        return at;
    }

    /** Letters to add, drop, change, or swap with their neighbour (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        int change = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, 1 + cost[i - 2][j - 2]) : best;
    }

    private static List<String> load() {
        try (InputStream in = WordList.class.getResourceAsStream("bip39-english.txt")) {
            if (in == null) {
                throw new IllegalStateException("the word list is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
