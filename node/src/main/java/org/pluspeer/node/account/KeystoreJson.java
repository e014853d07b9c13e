package org.pluspeer.node.account;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;
import org.pluspeer.wallet.key.Kdf;
import org.pluspeer.wallet.key.KeyException;
import org.pluspeer.wallet.key.Keystore;

/** The JSON of Web3 Secret Storage, version 3, around a sealed secret: what geth, ethers and MetaMask read and write. */
public final class KeystoreJson {
    private static final int MAX_FILE = 64 << 10;

    private KeystoreJson() {}

    public static byte[] write(Keystore sealed) {
        Map<String, Object> crypto = new LinkedHashMap<>();
        crypto.put("cipher", "aes-128-ctr");
        crypto.put("cipherparams", Map.of("iv", digits(sealed.iv())));
        crypto.put("ciphertext", digits(sealed.ciphertext()));
        crypto.put("kdf", sealed.kdf().name());
        crypto.put("kdfparams", parameters(sealed.kdf()));
        crypto.put("mac", digits(sealed.mac().bytes()));
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("version", 3);
        file.put("id", sealed.id().toString());
        sealed.address().ifPresent(address -> file.put("address", digits(address.bytes())));
        file.put("crypto", crypto);
        return Json.pretty(file).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /**
     * Nothing is computed and no memory taken yet; what opening will cost is known to be within bounds.
     *
     * @throws ProblemException KEYSTORE_CORRUPT if the file is not one, KEYSTORE_TOO_COSTLY if it asks for an absurd
     *     amount of work
     */
    public static Keystore read(byte[] file) {
        if (file.length > MAX_FILE) {
            throw corrupt("it is too large");
        }
        try {
            JsonNode json = Json.tree(file);
            JsonNode crypto = json.has("crypto") ? json.path("crypto") : json.path("Crypto");
            if (json.path("version").asInt() != 3
                    || !crypto.path("cipher").asText().equals("aes-128-ctr")) {
                throw corrupt("it is not Web3 Secret Storage version 3 with aes-128-ctr");
            }
            return new Keystore(
                    UUID.fromString(json.path("id").asText()),
                    Optional.ofNullable(json.get("address"))
                            .map(address -> Address.of(Bytes.parseHex(address.asText()))),
                    kdf(crypto),
                    Bytes.parseHex(crypto.path("cipherparams").path("iv").asText()),
                    Bytes.parseHex(crypto.path("ciphertext").asText()),
                    Hash32.parse(crypto.path("mac").asText()));
        } catch (MalformedException e) {
            throw corrupt(String.valueOf(e.getMessage()));
        } catch (KeyException e) {
            throw KeyProblems.of(e);
        } catch (ProblemException e) {
            throw corrupt(e.problem().detail());
        } catch (IllegalArgumentException e) {
            throw corrupt("its id is not one");
        }
    }

    private static Kdf kdf(JsonNode crypto) {
        JsonNode parameters = crypto.path("kdfparams");
        byte[] salt = Bytes.parseHex(parameters.path("salt").asText());
        if (number(parameters, "dklen") != 32) {
            throw new MalformedException("its derived key is not 32 bytes");
        }
        return switch (crypto.path("kdf").asText()) {
            case "scrypt" ->
                new Kdf.Scrypt(number(parameters, "n"), number(parameters, "r"), number(parameters, "p"), salt);
            case "pbkdf2" -> {
                if (!parameters.path("prf").asText().equals("hmac-sha256")) {
                    throw new MalformedException("its PBKDF2 is not HMAC-SHA-256");
                }
                yield new Kdf.Pbkdf2(number(parameters, "c"), salt);
            }
            default -> throw new MalformedException("its key derivation is unknown");
        };
    }

    private static int number(JsonNode parameters, String name) {
        JsonNode value = parameters.path(name);
        if (!value.isIntegralNumber()) {
            throw new MalformedException("its " + name + " is no whole number");
        }
        if (!value.canConvertToInt()) {
            throw new KeyException(
                    KeyException.Code.TOO_COSTLY, "its " + name + " is " + value + ", beyond any honest one");
        }
        return value.intValue();
    }

    private static Map<String, Object> parameters(Kdf kdf) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("dklen", 32);
        switch (kdf) {
            case Kdf.Scrypt scrypt -> {
                parameters.put("n", scrypt.n());
                parameters.put("r", scrypt.r());
                parameters.put("p", scrypt.p());
            }
            case Kdf.Pbkdf2 pbkdf2 -> {
                parameters.put("c", pbkdf2.iterations());
                parameters.put("prf", "hmac-sha256");
            }
        }
        parameters.put("salt", digits(kdf.salt()));
        return parameters;
    }

    private static String digits(byte[] bytes) {
        return Bytes.hex(bytes).substring(2);
    }

    private static ProblemException corrupt(String why) {
        return new ProblemException(Problem.Code.KEYSTORE_CORRUPT, "the wallet file cannot be used: " + why);
    }
}
