package org.pluspeer.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.ContractUtils;
import org.web3j.crypto.Hash;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.utils.Numeric;

class DeploymentsTest {
    @Test
    void agreeWithTheCommittedArtifacts() throws IOException {
        List<Deployment> all = new ArrayList<>(Deployments.SUITE);
        all.add(Deployments.TEST_DOLLAR);
        try (Stream<Path> artifacts = Files.list(Path.of("abi"))) {
            assertEquals(all.size(), artifacts.count(), "each artifact is a deployment");
        }
        for (Deployment deployment : all) {
            JsonNode artifact = new ObjectMapper()
                    .readTree(Path.of("abi", deployment.name() + ".json").toFile());
            assertEquals(artifact.get("bin").asText(), deployment.creationCode());
            assertEquals(artifact.get("create2Address").asText(), deployment.address());
            assertEquals(artifact.get("codeHash").asText(), deployment.codeHash());
        }
    }

    @Test
    void knowAStrangersCode() {
        assertFalse(Deployments.FAIR_EXCHANGE.isCode("0x"));
        assertFalse(Deployments.FAIR_EXCHANGE.isCode("0x6001"));
        String runtime = Deployments.TEST_DOLLAR.creationCode();
        assertFalse(Deployments.TEST_DOLLAR.isCode(runtime));
    }

    @Test
    void theProxysTransactionMakesTheProxy() throws SignatureException {
        SignedRawTransaction signed = (SignedRawTransaction) TransactionDecoder.decode(Deployments.PROXY_TRANSACTION);
        assertTrue(Deployments.PROXY_DEPLOYER.equalsIgnoreCase(signed.getFrom()));
        assertTrue(Deployments.PROXY.equalsIgnoreCase(
                ContractUtils.generateContractAddress(signed.getFrom(), signed.getNonce())));
        assertEquals(Deployments.PROXY_FUNDS, signed.getGasPrice().multiply(signed.getGasLimit()));
        // The creation code is 14 bytes that return the rest.
        String code = "0x" + Numeric.cleanHexPrefix(signed.getData()).substring(2 * 14);
        assertEquals(Deployments.PROXY_CODE_HASH, Hash.sha3(code));
    }
}
