package org.pluspeer.wallet.key;

import java.util.Arrays;
import java.util.function.Function;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.policy.Approved;

/** Signs with a key that this process holds. Closing it wipes the key; after that it refuses. */
public final class LocalSigner implements Signer, AutoCloseable {
    private static final SecretCurve CURVE = SecretCurve.fastest();
    private static final int SHORTEST = 29;

    private final Secret key;
    private final byte[] publicKey;
    private final Address address;

    private LocalSigner(Secret key, byte[] publicKey) {
        this.key = key;
        this.publicKey = publicKey;
        this.address = Address.ofPublicKey(publicKey);
    }

    /**
     * @param privateKey 32 bytes; zero afterwards
     * @throws KeyException INVALID_KEY if they are no number from 1 to the group's order less one
     */
    public static LocalSigner taking(byte[] privateKey) {
        if (!SecretCurve.isValid(privateKey)) {
            Arrays.fill(privateKey, (byte) 0);
            throw new KeyException(KeyException.Code.INVALID_KEY, "these bytes cannot be a private key");
        }
        Secret key = Secret.taking(privateKey);
        return new LocalSigner(key, key.lend(CURVE::publicKey));
    }

    /**
     * Reads a private key as people keep it: 64 hexadecimal digits, with or without {@code 0x}, white space around.
     *
     * @param text the caller wipes it
     * @throws KeyException INVALID_KEY if it is anything else; the message does not repeat it
     */
    public static LocalSigner ofHex(char[] text) {
        int from = 0;
        int to = text.length;
        while (from < to && Character.isWhitespace(text[from])) {
            from++;
        }
        while (to > from && Character.isWhitespace(text[to - 1])) {
            to--;
        }
        from += to - from == 66 && text[from] == '0' && (text[from + 1] == 'x' || text[from + 1] == 'X') ? 2 : 0;
        byte[] key = new byte[32];
        boolean digits = to - from == 64;
        for (int i = 0; digits && i < 64; i++) {
            int digit = text[from + i] < 128 ? Character.digit(text[from + i], 16) : -1;
            digits = digit >= 0;
            key[i / 2] = (byte) (key[i / 2] << 4 | digit);
        }
        if (!digits) {
            Arrays.fill(key, (byte) 0);
            throw new KeyException(KeyException.Code.INVALID_KEY, "a private key is 64 hexadecimal digits");
        }
        return taking(key);
    }

    /**
     * Opens a sealed private key, as geth, ethers and MetaMask write them.
     *
     * @throws KeyException WRONG_PASSPHRASE, TOO_COSTLY, or DAMAGED if it holds no private key or another address's
     */
    public static LocalSigner open(Keystore sealed, Passphrase passphrase) {
        byte[] opened = padded(sealed.open(passphrase));
        if (SealedWords.isMarked(opened)) {
            Arrays.fill(opened, (byte) 0);
            throw new KeyException(KeyException.Code.DAMAGED, "the sealed file holds words, and no account's key");
        }
        if (!SecretCurve.isValid(opened)) {
            Arrays.fill(opened, (byte) 0);
            throw new KeyException(KeyException.Code.DAMAGED, "the sealed file holds no private key");
        }
        LocalSigner signer = taking(opened);
        if (sealed.address().filter(named -> !named.equals(signer.address())).isPresent()) {
            signer.close();
            throw new KeyException(KeyException.Code.DAMAGED, "the sealed file is for another account than it says");
        }
        return signer;
    }

    /** Old wallets sealed keys without their leading zeros. Much shorter ones are something else: words, say. */
    private static byte[] padded(byte[] opened) {
        if (opened.length >= 32 || opened.length < SHORTEST) {
            return opened;
        }
        byte[] key = new byte[32];
        System.arraycopy(opened, 0, key, 32 - opened.length, opened.length);
        Arrays.fill(opened, (byte) 0);
        return key;
    }

    /** {@code 0x} and 64 digits, to be shown to the owner and to nobody else; the caller wipes them. */
    public char[] hex() {
        return key.use(bytes -> {
            char[] text = new char[2 + 2 * bytes.length];
            text[0] = '0';
            text[1] = 'x';
            for (int i = 0; i < bytes.length; i++) {
                text[2 + 2 * i] = Character.forDigit(bytes[i] >> 4 & 0xf, 16);
                text[3 + 2 * i] = Character.forDigit(bytes[i] & 0xf, 16);
            }
            return text;
        });
    }

    /**
     * Seals the key, to be kept or to be taken to another wallet.
     *
     * @param entropy 64 random bytes
     */
    public Keystore seal(Passphrase passphrase, Keystore.Cost cost, byte[] entropy) {
        return key.use(bytes -> Keystore.seal(bytes, address, passphrase, cost, entropy));
    }

    /**
     * Seals the key for its wallet alone.
     *
     * @param nonce 12 random bytes
     */
    public byte[] seal(SecretBox box, byte[] nonce) {
        return key.use(bytes -> box.seal(bytes, address.bytes(), nonce));
    }

    /** @throws KeyException DAMAGED if it was not sealed in that box as this account's key */
    public static LocalSigner open(SecretBox box, byte[] sealed, Address account) {
        LocalSigner signer = taking(box.open(sealed, account.bytes()));
        if (!signer.address().equals(account)) {
            signer.close();
            throw new KeyException(KeyException.Code.DAMAGED, "the sealed key is another account's");
        }
        return signer;
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public Signature sign(Approved approved) {
        return signDigest(approved.intent().digest());
    }

    Signature signDigest(Hash32 digest) {
        return key.lend(bytes -> CURVE.sign(digest, bytes, publicKey));
    }

    /** Within this package only. */
    <T> T lend(Function<byte[], T> action) {
        return key.use(action);
    }

    byte[] publicKey() {
        return publicKey.clone();
    }

    @Override
    public void close() {
        key.close();
    }

    @Override
    public String toString() {
        return "LocalSigner[" + address + "]";
    }
}
