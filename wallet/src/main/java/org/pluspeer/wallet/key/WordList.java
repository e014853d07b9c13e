package org.pluspeer.wallet.key;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The lists of 2048 words of BIP-39, all of them. Each is read when it is first asked for. */
public enum WordList {
    ENGLISH(0, "English", true),
    JAPANESE(1, "Japanese", false),
    KOREAN(2, "Korean", false),
    SPANISH(3, "Spanish", true),
    CHINESE_SIMPLIFIED(4, "simplified Chinese", false),
    CHINESE_TRADITIONAL(5, "traditional Chinese", false),
    FRENCH(6, "French", true),
    ITALIAN(7, "Italian", true),
    CZECH(8, "Czech", true),
    PORTUGUESE(9, "Portuguese", true);

    private static final String IDEOGRAPHIC_SPACE = "\u3000";
    private static final Map<WordList, Words> LOADED = new ConcurrentHashMap<>();

    private final int code;
    private final String title;
    private final boolean latin;

    /** @param latin whether accents may be left out when typing (BIP-39, notes on Spanish and French) */
    WordList(int code, String title, boolean latin) {
        this.code = code;
        this.title = title;
        this.latin = latin;
    }

    /** Indexed by place and by what is typed. */
    private record Words(List<String> byIndex, Map<String, Integer> byKey) {}

    /** How a sealed file names it; fixed for ever. */
    int code() {
        return code;
    }

    static Optional<WordList> ofCode(int code) {
        for (WordList list : values()) {
            if (list.code == code) {
                return Optional.of(list);
            }
        }
        return Optional.empty();
    }

    /** Such as "English": within a sentence. */
    public String title() {
        return title;
    }

    /** What is written between two words. */
    public String separator() {
        return this == JAPANESE ? IDEOGRAPHIC_SPACE : " ";
    }

    /** All 2048 in order, in Unicode normal form C, as people write them: to complete what is typed. */
    public List<String> words() {
        return loaded().byIndex();
    }

    String word(int index) {
        return loaded().byIndex().get(index);
    }

    /**
     * From 0; negative where the word is not in the list.
     *
     * @param typed in normal form KD and lower case
     */
    int indexOf(String typed) {
        return loaded().byKey().getOrDefault(key(typed), -1);
    }

    /** At most three words that take the fewest typing errors to become this one, the likeliest first. */
    List<String> nearest(String typed) {
        return NearestWords.of(key(typed), loaded().byIndex(), this::key);
    }

    private String key(String word) {
        String decomposed = Normalizer.normalize(word, Normalizer.Form.NFKD);
        return latin ? decomposed.replaceAll("\\p{M}", "") : decomposed;
    }

    private Words loaded() {
        return LOADED.computeIfAbsent(this, WordList::load);
    }

    private Words load() {
        List<String> byIndex = new ArrayList<>();
        Map<String, Integer> byKey = new HashMap<>();
        for (String line :
                new String(resource(), StandardCharsets.UTF_8).lines().toList()) {
            byKey.put(key(line), byIndex.size());
            byIndex.add(Normalizer.normalize(line, Normalizer.Form.NFC));
        }
        return new Words(List.copyOf(byIndex), Map.copyOf(byKey));
    }

    /** The file of bitcoin/bips as it is there. */
    byte[] resource() {
        String name = "bip39-" + name().toLowerCase(Locale.ROOT) + ".txt";
        try (InputStream in = WordList.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the word list " + name + " is missing from this build");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
