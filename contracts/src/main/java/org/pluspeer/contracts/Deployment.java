package org.pluspeer.contracts;

import org.web3j.crypto.Hash;
import org.web3j.crypto.Keys;
import org.web3j.utils.Numeric;

/**
 * One contract at its one address, which is the same on every chain because it follows from the bytes (EIP-1014).
 *
 * @param name as in the Solidity source
 * @param address EIP-55
 * @param creationCode 0x hex; takes no constructor arguments
 * @param codeHash 0x hex: keccak256 of what {@code eth_getCode} answers; anything else there is a stranger's code
 */
public record Deployment(String name, String address, String creationCode, String codeHash) {
    private static final String SALT = "00".repeat(32);

    static Deployment of(String name, String binary, String codeHash) {
        String code = Numeric.cleanHexPrefix(binary);
        String initHash = Numeric.cleanHexPrefix(Hash.sha3(code));
        String hash = Hash.sha3("ff" + Numeric.cleanHexPrefix(Deployments.PROXY) + SALT + initHash);
        String address = Keys.toChecksumAddress(hash.substring(hash.length() - 40));
        return new Deployment(name, address, "0x" + code, codeHash);
    }

    /** Calldata, 0x hex, of the transaction to {@link Deployments#PROXY} that puts the contract there. */
    public String proxyCall() {
        return "0x" + SALT + Numeric.cleanHexPrefix(creationCode);
    }

    /** @param code 0x hex as {@code eth_getCode} answers it; "0x" where nothing stands */
    public boolean isCode(String code) {
        return Hash.sha3(code).equals(codeHash);
    }

    /** The bytes are left out: they are long. */
    @Override
    public String toString() {
        return name + " at " + address;
    }
}
