package org.pluspeer.market.deal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pluspeer.market.content.BlockRoots;
import org.pluspeer.market.content.LeafProof;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.MalformedException;

/** The same names, draws, proofs and sums as the contract and the script that wrote them. */
class DealVectorsTest {
    private static final JsonNode VECTORS = DealSamples.VECTORS;

    @Test
    void names() {
        for (String place : List.of("/deal", "/largestDeal", "/calldata/next")) {
            JsonNode message = VECTORS.at(place + "/message");
            DealTerms terms = DealSamples.Draft.of(message)
                    .terms(Hash32.parse(message.get("nonce").asText()));
            assertEquals(VECTORS.at(place + "/type").asText(), terms.struct().type());
            assertEquals(hash(VECTORS.at(place), "digest"), terms.id(DealSamples.CHAIN, DealSamples.CONTRACT), place);
        }
        JsonNode end = VECTORS.at("/earlyEnd/message");
        EarlyEnd earlyEnd = new EarlyEnd(
                hash(end, "dealId"),
                end.get("epochs").asInt(),
                end.get("validUntil").asLong());
        assertEquals(VECTORS.at("/earlyEnd/type").asText(), earlyEnd.struct().type());
        assertEquals(hash(VECTORS.at("/earlyEnd"), "digest"), earlyEnd.digest(DealSamples.CHAIN, DealSamples.CONTRACT));
    }

    @Test
    void draws() {
        assertEquals(4, VECTORS.get("challenges").size());
        for (JsonNode vector : VECTORS.get("challenges")) {
            Challenge challenge = Challenge.of(hash(vector, "blockHash"), hash(vector, "dealId"));
            assertEquals(hash(vector, "seed"), challenge.seed());
            assertEquals(
                    longs(vector.get("drawn")),
                    challenge.leaves(8, vector.get("leaves").asLong()));
        }
    }

    @Test
    void proofs() {
        assertEquals(7, VECTORS.get("proofs").size());
        for (JsonNode vector : VECTORS.get("proofs")) {
            for (int blockSize : new int[] {256, 2048, 4096}) {
                checkProof(vector, blockSize);
            }
        }
    }

    private static void checkProof(JsonNode vector, int blockSize) {
        byte[] content = DealSamples.content(vector.get("size").asInt());
        BlockRoots roots = DealSamples.roots(content, blockSize);
        assertEquals(hash(vector, "root"), roots.contentRoot());
        DealSamples.Draft draft = new DealSamples.Draft();
        draft.root = roots.contentRoot();
        draft.size = content.length;
        draft.samples = vector.get("drawn").size();
        DealTerms terms = draft.terms();
        assertEquals(vector.get("depth").asInt(), terms.shape().contentDepth());
        Challenge challenge = Challenge.of(hash(vector, "blockHash"), hash(vector, "dealId"));
        List<LeafProof> leaves = new ArrayList<>();
        for (long leaf : challenge.leaves(terms)) {
            int block = (int) (leaf * 256 / blockSize);
            int end = Math.min((block + 1) * blockSize, content.length);
            leaves.add(LeafProof.of(roots, leaf, Arrays.copyOfRange(content, block * blockSize, end)));
        }
        ReplicaProof proof = new ReplicaProof(leaves);
        byte[] expected = Bytes.parseHex(vector.get("samples").asText());
        assertArrayEquals(expected, proof.bytes());
        assertEquals(proof, ReplicaProof.parse(expected, terms, challenge));
        assertTrue(proof.holds(terms, challenge));
        byte[] wrong = expected.clone();
        wrong[wrong.length / 2] ^= 1;
        assertFalse(ReplicaProof.parse(wrong, terms, challenge).holds(terms, challenge));
        byte[] shorter = Arrays.copyOf(expected, expected.length - 1);
        assertThrows(MalformedException.class, () -> ReplicaProof.parse(shorter, terms, challenge));
        byte[] longer = Arrays.copyOf(expected, expected.length + 1);
        assertThrows(MalformedException.class, () -> ReplicaProof.parse(longer, terms, challenge));
    }

    @Test
    void accounts() {
        assertEquals(22, VECTORS.get("accounts").size());
        for (JsonNode vector : VECTORS.get("accounts")) {
            DealTerms terms = new DealSamples.Draft().money(vector).terms();
            BigInteger bits = new BigInteger(vector.get("proven").asText().substring(2), 16);
            DealAccount account = DealAccount.of(
                    terms, new ProvenEpochs(bits), vector.get("decided").asInt());
            DealAccount expected = new DealAccount(
                    DealState.of(vector.get("state").asInt()),
                    Amount.parseUnits(vector.get("provider").asText()),
                    Amount.parseUnits(vector.get("client").asText()),
                    Amount.parseUnits(vector.get("burnt").asText()));
            assertEquals(expected, account, vector.toString());
        }
    }

    private static List<Long> longs(JsonNode array) {
        List<Long> longs = new ArrayList<>();
        array.forEach(number -> longs.add(number.asLong()));
        return longs;
    }

    private static Hash32 hash(JsonNode vector, String name) {
        return Hash32.parse(vector.get(name).asText());
    }
}
