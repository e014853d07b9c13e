package org.pluspeer.wallet.key;

import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/** What somebody meant who typed a word that is in no list. */
final class NearestWords {
    private static final int MOST = 3;
    private static final int LONGEST = 16;

    private NearestWords() {}

    /** A word, and how far what was typed is from it. */
    private record Candidate(String word, String key, int distance) {}

    /**
     * The words that take the fewest typing errors to become this one; of several, the ones first that begin the longest
     * like it, and then the longest, since letters are rather left out than put in.
     */
    static List<String> of(String typed, List<String> words, UnaryOperator<String> key) {
        String shortened = typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
        List<Candidate> all = words.stream()
                .map(word -> {
                    String letters = key.apply(word);
                    return new Candidate(word, letters, distance(letters, shortened));
                })
                .toList();
        int least = all.stream().mapToInt(Candidate::distance).min().orElseThrow();
        return all.stream()
                .filter(candidate -> candidate.distance() == least)
                .sorted(Comparator.comparingInt((Candidate candidate) -> -commonStart(candidate.key(), shortened))
                        .thenComparingInt(candidate -> -candidate.key().length()))
                .limit(MOST)
                .map(Candidate::word)
                .toList();
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
}
