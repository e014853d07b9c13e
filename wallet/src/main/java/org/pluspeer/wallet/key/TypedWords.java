package org.pluspeer.wallet.key;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Words as a person typed them, and the list that they are of. */
final class TypedWords {
    private static final int BITS_PER_WORD = 11;

    private final List<String> words;

    private TypedWords(List<String> words) {
        this.words = words;
    }

    /** Any case, any white space between; Chinese also without any. */
    static TypedWords of(String phrase) {
        String normal =
                Normalizer.normalize(phrase, Normalizer.Form.NFKD).strip().toLowerCase(Locale.ROOT);
        boolean together = !normal.isEmpty()
                && normal.codePoints()
                        .allMatch(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN);
        List<String> words = List.of(normal.split(together ? "" : "\\s+"));
        int count = words.size();
        if (count < 12 || count > 24 || count % 3 != 0) {
            throw new KeyException(
                    KeyException.Code.WORD_COUNT, "a phrase has 12, 15, 18, 21 or 24 words, not " + count);
        }
        return new TypedWords(words);
    }

    /** The lists that have all of these words; some words are in two, such as "table" in English and French. */
    List<WordList> lists() {
        List<WordList> all = Stream.of(WordList.values())
                .filter(list -> known(list) == words.size())
                .toList();
        if (all.isEmpty()) {
            throw unknown(likeliest());
        }
        return all;
    }

    private WordList likeliest() {
        return Stream.of(WordList.values())
                .max(Comparator.comparingInt(this::known))
                .orElseThrow();
    }

    private int known(WordList list) {
        return (int) words.stream().filter(word -> list.indexOf(word) >= 0).count();
    }

    private KeyException unknown(WordList list) {
        int at = 0;
        while (list.indexOf(words.get(at)) >= 0) {
            at++;
        }
        return new KeyException(
                KeyException.Code.UNKNOWN_WORD,
                "word " + (at + 1) + " is not in the " + list.title() + " list; the nearest that is: "
                        + String.join(", or ", list.nearest(words.get(at))));
    }

    /** Their places in the list, 11 bits each, one after the other. */
    byte[] bits(WordList list) {
        byte[] bits = new byte[words.size() * BITS_PER_WORD / 8 + 1];
        for (int i = 0; i < words.size(); i++) {
            int index = list.indexOf(words.get(i));
            for (int bit = 0; bit < BITS_PER_WORD; bit++) {
                int at = i * BITS_PER_WORD + bit;
                bits[at / 8] |= (byte) (((index >> (BITS_PER_WORD - 1 - bit)) & 1) << (7 - at % 8));
            }
        }
        return bits;
    }

    /** The entropy in front of the checksum. */
    byte[] entropy(byte[] bits) {
        return Arrays.copyOf(bits, words.size() * BITS_PER_WORD * 32 / 33 / 8);
    }

    int checksumBits() {
        return words.size() / 3;
    }
}
