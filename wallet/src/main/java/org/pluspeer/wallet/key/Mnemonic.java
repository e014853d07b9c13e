package org.pluspeer.wallet.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.MalformedException;

/**
 * The words that a wallet is written down as (BIP-39), of one of its lists, and the passphrase that goes with them, if
 * there is one. Closing it wipes both.
 *
 * <p>Sealed, they are "BIP39" and one byte of version (2), one byte for the list, one for the length of the entropy, the
 * entropy, and the passphrase in UTF-8, normal form KD. What was sealed before is read too: the entropy, and behind it
 * the list, where that is not the English one; except that 32 bytes alone are an account's key and no words.
 */
public final class Mnemonic implements AutoCloseable {
    private static final int BITS_PER_WORD = 11;
    private static final int SEED_ROUNDS = 2048;
    private static final int MAX_ADDED = 1024;

    private final Secret entropy;
    private final WordList list;
    /** The passphrase that belongs to the words; mostly of no bytes. */
    private final Secret added;

    private Mnemonic(Secret entropy, WordList list, Secret added) {
        this.entropy = entropy;
        this.list = list;
        this.added = added;
    }

    /** As {@link #taking(byte[], WordList)}, in English. */
    public static Mnemonic taking(byte[] entropy) {
        return taking(entropy, WordList.ENGLISH);
    }

    /**
     * A phrase of 12, 15, 18, 21 or 24 words. Another list gives other keys for the same entropy.
     *
     * @param entropy 16, 20, 24, 28 or 32 random bytes; zero afterwards
     * @throws KeyException WORD_COUNT for another length
     */
    public static Mnemonic taking(byte[] entropy, WordList list) {
        if (entropy.length < 16 || entropy.length > 32 || entropy.length % 4 != 0) {
            throw new KeyException(
                    KeyException.Code.WORD_COUNT, "a phrase is made of 16, 20, 24, 28 or 32 random bytes");
        }
        return new Mnemonic(Secret.taking(entropy), list, Secret.taking(new byte[0]));
    }

    /**
     * The same words with a passphrase of BIP-39, the "25th word": another wallet for each; to be closed on its own.
     *
     * @throws MalformedException if it has more than 1024 bytes
     */
    public Mnemonic with(Passphrase passphrase) {
        byte[] typed = passphrase.utf8(Normalizer.Form.NFKD);
        if (typed.length > MAX_ADDED) {
            Arrays.fill(typed, (byte) 0);
            throw new MalformedException("the passphrase of the words is longer than " + MAX_ADDED + " bytes");
        }
        return new Mnemonic(entropy.duplicate(), list, Secret.taking(typed));
    }

    /** The same, to be closed on its own. */
    public Mnemonic duplicate() {
        return new Mnemonic(entropy.duplicate(), list, added.duplicate());
    }

    /**
     * Reads words as a person types them: any case, any white space between, Latin letters with or without accents. The
     * list is found by the words.
     *
     * @throws KeyException WORD_COUNT, UNKNOWN_WORD (naming the place and the nearest valid words) or WORD_CHECKSUM
     */
    public static Mnemonic parse(String phrase) {
        TypedWords typed = TypedWords.of(phrase);
        for (WordList list : typed.lists()) {
            byte[] bits = typed.bits(list);
            byte[] entropy = typed.entropy(bits);
            int stated = (bits[entropy.length] & 0xff) >> (8 - typed.checksumBits());
            boolean holds = stated == checksum(entropy, typed.checksumBits());
            Arrays.fill(bits, (byte) 0);
            if (holds) {
                return taking(entropy, list);
            }
            Arrays.fill(entropy, (byte) 0);
        }
        throw new KeyException(
                KeyException.Code.WORD_CHECKSUM,
                "each of these is a valid word, but together they are no phrase: one is wrong, or their order");
    }

    /**
     * Opens sealed entropy.
     *
     * @throws KeyException WRONG_PASSPHRASE, TOO_COSTLY, or DAMAGED if what was sealed is no phrase
     */
    public static Mnemonic open(Keystore sealed, Passphrase passphrase) {
        byte[] opened = sealed.open(passphrase);
        try {
            return SealedWords.isMarked(opened) ? marked(opened) : unmarked(opened);
        } finally {
            Arrays.fill(opened, (byte) 0);
        }
    }

    private static Mnemonic marked(byte[] opened) {
        byte[] entropy = SealedWords.entropy(opened);
        try (Mnemonic words = taking(entropy, SealedWords.list(opened))) {
            return new Mnemonic(words.entropy.duplicate(), words.list, Secret.taking(SealedWords.added(opened)));
        } catch (KeyException e) {
            throw SealedWords.damaged();
        }
    }

    /** As versions of before sealed them. */
    private static Mnemonic unmarked(byte[] opened) {
        boolean named = opened.length % 4 == 1;
        int length = named ? opened.length - 1 : opened.length;
        Optional<WordList> list = named
                ? WordList.ofCode(opened[length]).filter(other -> other != WordList.ENGLISH)
                : Optional.of(WordList.ENGLISH);
        if (opened.length == 32) {
            throw new KeyException(KeyException.Code.DAMAGED, "the sealed file holds an account's key, and no words");
        }
        if (length < 16 || length > 32 || length % 4 != 0 || list.isEmpty()) {
            throw SealedWords.damaged();
        }
        return taking(Arrays.copyOf(opened, length), list.get());
    }

    /**
     * Seals them, to be kept.
     *
     * @param random {@link Keystore#SEAL_ENTROPY} random bytes
     */
    public Keystore seal(Passphrase passphrase, Keystore.Cost cost, byte[] random) {
        return entropy.use(bytes -> added.use(more -> {
            byte[] marked = SealedWords.mark(list, bytes, more);
            try {
                return Keystore.seal(marked, null, passphrase, cost, random);
            } finally {
                Arrays.fill(marked, (byte) 0);
            }
        }));
    }

    /** The list that its words are of. */
    public WordList list() {
        return list;
    }

    /** To be shown to the owner and to nobody else; in Unicode normal form C. */
    public List<String> words() {
        return entropy.use(this::spell);
    }

    /** The words in one line, as they are written down in their language; for the owner alone. */
    public String phrase() {
        return String.join(list.separator(), words());
    }

    /** The seed that BIP-32 starts from: 64 bytes (PBKDF2 with HMAC-SHA-512, 2048 rounds). */
    byte[] seed() {
        return added.use(this::seed);
    }

    private byte[] seed(byte[] typed) {
        byte[] phrase = Normalizer.normalize(phrase(), Normalizer.Form.NFKD).getBytes(StandardCharsets.UTF_8);
        byte[] salt = Bytes.concat("mnemonic".getBytes(StandardCharsets.US_ASCII), typed);
        PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA512Digest());
        generator.init(phrase, salt, SEED_ROUNDS);
        byte[] seed = ((KeyParameter) generator.generateDerivedMacParameters(512)).getKey();
        for (byte[] used : List.of(phrase, salt)) {
            Arrays.fill(used, (byte) 0);
        }
        return seed;
    }

    private List<String> spell(byte[] entropy) {
        int checksumBits = entropy.length / 4;
        byte checksum = (byte) (checksum(entropy, checksumBits) << (8 - checksumBits));
        byte[] bits = Bytes.concat(entropy, new byte[] {checksum});
        List<String> words = new ArrayList<>();
        for (int i = 0; i < entropy.length * 3 / 4; i++) {
            words.add(list.word(bitsAt(bits, i * BITS_PER_WORD)));
        }
        Arrays.fill(bits, (byte) 0);
        return List.copyOf(words);
    }

    private static int bitsAt(byte[] bits, int from) {
        int value = 0;
        for (int bit = from; bit < from + BITS_PER_WORD; bit++) {
            value = (value << 1) | ((bits[bit / 8] >> (7 - bit % 8)) & 1);
        }
        return value;
    }

    /** The first bits of the entropy's SHA-256. */
    private static int checksum(byte[] entropy, int bits) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(entropy);
            return (hash[0] & 0xff) >> (8 - bits);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    @Override
    public void close() {
        entropy.close();
        added.close();
    }

    @Override
    public String toString() {
        return "Mnemonic[hidden]";
    }
}
