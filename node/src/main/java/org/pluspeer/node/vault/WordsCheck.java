package org.pluspeer.node.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.wallet.key.Mnemonic;
import org.pluspeer.wallet.key.Passphrase;

/** Shows the words to their owner, and asks for three of them: who can say those has them on paper. */
public final class WordsCheck {
    private static final int ASKED = 3;

    private final Vault vault;
    private List<Integer> asked = List.of();

    public WordsCheck(Vault vault) {
        this.vault = vault;
    }

    /** @throws ProblemException WRONG_PASSPHRASE, TOO_MANY_ATTEMPTS */
    public List<String> show(Passphrase passphrase) {
        try (Mnemonic words = vault.ask(passphrase)) {
            return words.words();
        }
    }

    public boolean isBackedUp() {
        return vault.book().isBackedUp();
    }

    /**
     * Places of the words that are asked for, from 1, rising; the same until they are answered.
     *
     * @throws ProblemException LOCKED
     */
    public synchronized List<Integer> asked() {
        int count = vault.spelled().size();
        if (asked.isEmpty() || asked.getLast() > count) {
            List<Integer> places = new ArrayList<>();
            while (places.size() < ASKED) {
                int place = 1 + vault.ground().random().nextInt(count);
                if (!places.contains(place)) {
                    places.add(place);
                }
            }
            asked = places.stream().sorted().toList();
        }
        return asked;
    }

    /**
     * @param answers by place, from 1
     * @throws ProblemException CONFLICT if one is wrong, and then others are asked for; BAD_REQUEST if they are not those
     *     that were asked for; LOCKED
     */
    public synchronized void answer(Map<Integer, String> answers) {
        List<String> words = vault.spelled();
        if (asked.isEmpty() || !answers.keySet().equals(java.util.Set.copyOf(asked))) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "answer the words at " + asked());
        }
        boolean right = answers.entrySet().stream()
                .allMatch(answer -> plain(words.get(answer.getKey() - 1)).equals(plain(answer.getValue())));
        asked = List.of();
        if (!right) {
            throw new ProblemException(
                    Problem.Code.CONFLICT, "these are not the words at their places; look at your paper again");
        }
        vault.book().backedUp();
        vault.changed();
    }

    /** Any case, with or without accents, as when they are typed in whole. */
    private static String plain(String word) {
        return java.text.Normalizer.normalize(word.strip().toLowerCase(Locale.ROOT), java.text.Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "");
    }
}
