package org.pluspeer.wallet.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.pluspeer.wallet.eth.Bytes;

/** The words that a wallet is written down as (BIP-39, English). Closing it wipes them. */
public final class Mnemonic implements AutoCloseable {
    private static final int BITS_PER_WORD = 11;
    private static final int SEED_ROUNDS = 2048;

    private final Secret entropy;

    private Mnemonic(Secret entropy) {
        this.entropy = entropy;
    }

    /**
     * A phrase of 12, 15, 18, 21 or 24 words.
     *
     * @param entropy 16, 20, 24, 28 or 32 random bytes; zero afterwards
     * @throws KeyException WORD_COUNT for another length
     */
    public static Mnemonic taking(byte[] entropy) {
        if (entropy.length < 16 || entropy.length > 32 || entropy.length % 4 != 0) {
            throw new KeyException(
                    KeyException.Code.WORD_COUNT, "a phrase is made of 16, 20, 24, 28 or 32 random bytes");
        }
        return new Mnemonic(Secret.taking(entropy));
    }

    /**
     * Reads words as a person types them: any case, any white space between.
     *
     * @throws KeyException WORD_COUNT, UNKNOWN_WORD (naming the place and the nearest valid word) or WORD_CHECKSUM
     */
    public static Mnemonic parse(String phrase) {
        String normal = Normalizer.normalize(phrase, Normalizer.Form.NFKD).strip();
        List<String> words = List.of(normal.toLowerCase(Locale.ROOT).split("\\s+"));
        int count = words.size();
        if (count < 12 || count > 24 || count % 3 != 0) {
            throw new KeyException(
                    KeyException.Code.WORD_COUNT, "a phrase has 12, 15, 18, 21 or 24 words, not " + count);
        }
        byte[] bits = pack(words);
        byte[] entropy = Arrays.copyOf(bits, count * BITS_PER_WORD * 32 / 33 / 8);
        int checksumBits = count / 3;
        int stated = (bits[entropy.length] & 0xff) >> (8 - checksumBits);
        boolean holds = stated == checksum(entropy, checksumBits);
        Arrays.fill(bits, (byte) 0);
        if (!holds) {
            Arrays.fill(entropy, (byte) 0);
            throw new KeyException(
                    KeyException.Code.WORD_CHECKSUM,
                    "each of these is a valid word, but together they are no phrase: one is wrong, or their order");
        }
        return taking(entropy);
    }

    /**
     * Opens sealed entropy.
     *
     * @throws KeyException WRONG_PASSPHRASE, TOO_COSTLY, or DAMAGED if what was sealed is no phrase
     */
    public static Mnemonic open(Keystore sealed, Passphrase passphrase) {
        byte[] opened = sealed.open(passphrase);
        if (opened.length < 16 || opened.length > 32 || opened.length % 4 != 0) {
            Arrays.fill(opened, (byte) 0);
            throw new KeyException(KeyException.Code.DAMAGED, "the sealed file holds no words");
        }
        return taking(opened);
    }

    /**
     * Seals the entropy, to be kept.
     *
     * @param random {@link Keystore#SEAL_ENTROPY} random bytes
     */
    public Keystore seal(Passphrase passphrase, Keystore.Cost cost, byte[] random) {
        return entropy.use(bytes -> Keystore.seal(bytes, null, passphrase, cost, random));
    }

    /** To be shown to the owner and to nobody else. */
    public List<String> words() {
        return entropy.use(Mnemonic::spell);
    }

    /** The seed that BIP-32 starts from: 64 bytes (PBKDF2 with HMAC-SHA-512, 2048 rounds). */
    byte[] seed(Passphrase passphrase) {
        byte[] phrase = String.join(" ", words()).getBytes(StandardCharsets.US_ASCII);
        byte[] typed = passphrase.utf8(Normalizer.Form.NFKD);
        byte[] salt = Bytes.concat("mnemonic".getBytes(StandardCharsets.US_ASCII), typed);
        PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA512Digest());
        generator.init(phrase, salt, SEED_ROUNDS);
        byte[] seed = ((KeyParameter) generator.generateDerivedMacParameters(512)).getKey();
        for (byte[] used : List.of(phrase, typed, salt)) {
            Arrays.fill(used, (byte) 0);
        }
        return seed;
    }

    private static List<String> spell(byte[] entropy) {
        int checksumBits = entropy.length / 4;
        byte checksum = (byte) (checksum(entropy, checksumBits) << (8 - checksumBits));
        byte[] bits = Bytes.concat(entropy, new byte[] {checksum});
        List<String> words = new ArrayList<>();
        for (int i = 0; i < entropy.length * 3 / 4; i++) {
            words.add(WordList.ENGLISH.word(bitsAt(bits, i * BITS_PER_WORD)));
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

    private static byte[] pack(List<String> words) {
        byte[] bits = new byte[words.size() * BITS_PER_WORD / 8 + 1];
        for (int i = 0; i < words.size(); i++) {
            int index = WordList.ENGLISH.indexOf(words.get(i));
            if (index < 0) {
                throw new KeyException(
                        KeyException.Code.UNKNOWN_WORD,
                        "word " + (i + 1) + " is not in the list; the nearest that is: "
                                + WordList.ENGLISH.nearest(words.get(i)));
            }
            for (int bit = 0; bit < BITS_PER_WORD; bit++) {
                int at = i * BITS_PER_WORD + bit;
                bits[at / 8] |= (byte) (((index >> (BITS_PER_WORD - 1 - bit)) & 1) << (7 - at % 8));
            }
        }
        return bits;
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
    }

    @Override
    public String toString() {
        return "Mnemonic[hidden]";
    }
}
