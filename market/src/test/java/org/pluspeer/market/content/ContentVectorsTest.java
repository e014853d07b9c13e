package org.pluspeer.market.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.pluspeer.market.Vectors;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;

/** The same numbers as the contract and the script that wrote them. */
class ContentVectorsTest {
    private static final JsonNode VECTORS = Vectors.read("exchange.json");

    @TestFactory
    Stream<DynamicTest> contentRoots() {
        return each("contentTrees")
                .map(vector -> dynamicTest(vector.path("size").asText() + " bytes", () -> {
                    byte[] content = content(vector.path("size").asInt());
                    for (int blockSize : new int[] {256, 512, 1024, 2048, 4096}) {
                        BlockRoots roots = roots(content, blockSize);
                        assertEquals(hash(vector, "root"), roots.contentRoot(), "block size " + blockSize);
                        assertEquals(
                                vector.path("leafCount").asLong(), roots.shape().leaves());
                        assertEquals(vector.path("depth").asInt(), roots.shape().contentDepth());
                    }
                    int last = (content.length - 1) / 256 * 256;
                    BlockHasher leaf = new BlockHasher(256);
                    assertEquals(hash(vector, "firstLeaf"), leaf.plainRoot(content, 0, Math.min(256, content.length)));
                    assertEquals(hash(vector, "lastLeaf"), leaf.plainRoot(content, last, content.length - last));
                }));
    }

    @TestFactory
    Stream<DynamicTest> keystreamWords() {
        ContentKey key = key(VECTORS.path("keystream"));
        return StreamSupport.stream(VECTORS.path("keystream").path("words").spliterator(), false)
                .map(vector -> dynamicTest("block " + vector.path("block") + " word " + vector.path("j"), () -> {
                    byte[] block = new byte[4096];
                    new Keystream(key).apply(vector.path("block").asLong(), block, 0, block.length);
                    int at = vector.path("j").asInt() * 32;
                    assertEquals(vector.path("word").asText(), Bytes.hex(Arrays.copyOfRange(block, at, at + 32)));
                }));
    }

    @TestFactory
    Stream<DynamicTest> exchangeTrees() {
        return each("exchangeTrees")
                .map(vector -> dynamicTest(
                        vector.path("size").asText() + " bytes in blocks of "
                                + vector.path("blockSize").asText(),
                        () -> checkExchange(vector)));
    }

    private static void checkExchange(JsonNode vector) {
        byte[] cipher = content(vector.path("size").asInt());
        BlockRoots roots = roots(cipher, vector.path("blockSize").asInt());
        ContentShape shape = roots.shape();
        new Keystream(key(vector)).applyRun(shape, 0, cipher, 0, cipher.length);
        assertEquals(hash(vector, "contentRoot"), roots.contentRoot());
        assertEquals(hash(vector, "cipherHash"), Sha256.hash(cipher));
        assertEquals(vector.path("blocks").asLong(), shape.blocks());
        assertEquals(vector.path("depth").asInt(), shape.exchangeDepth());
        for (JsonNode proof : vector.path("proofs")) {
            long index = proof.path("index").asLong();
            ExchangeTree tree = ExchangeTree.watching(shape, index);
            for (long i = 0; i < shape.blocks(); i++) {
                tree.add(cipher, (int) shape.offset(i), roots.packed(i, 1), 0);
            }
            Hash32 leaf = ExchangeTree.leaf(
                    index, cipher, (int) shape.offset(index), shape.blockLength(index), roots.root(index));
            assertEquals(hash(vector, "exchangeRoot"), tree.root());
            assertEquals(hashes(proof.path("path")), tree.path());
            assertEquals(hash(proof, "leaf"), leaf);
            assertEquals(hash(proof, "plainRoot"), roots.root(index));
            assertTrue(ExchangeTree.holds(shape, index, leaf, tree.path(), hash(vector, "exchangeRoot")));
        }
    }

    @TestFactory
    Stream<DynamicTest> exchangeRuns() {
        return each("exchangeRuns")
                .map(vector -> dynamicTest(
                        vector.path("size").asText() + " bytes in blocks of "
                                + vector.path("blockSize").asText(),
                        () -> checkRuns(vector)));
    }

    private static void checkRuns(JsonNode vector) {
        byte[] cipher = content(vector.path("size").asInt());
        BlockRoots roots = roots(cipher, vector.path("blockSize").asInt());
        ContentShape shape = roots.shape();
        new Keystream(key(vector)).applyRun(shape, 0, cipher, 0, cipher.length);
        RunHasher hasher = new RunHasher(shape);
        byte[] nodes = new byte[(int) shape.runs() * 32];
        assertEquals(vector.path("runs").size(), shape.runs());
        for (JsonNode each : vector.path("runs")) {
            int first = each.path("first").asInt();
            int run = first / shape.runBlocks();
            int count = shape.blocksInRun(run);
            assertEquals(each.path("count").asInt(), count);
            int from = (int) shape.offset(first);
            byte[] bytes = Arrays.copyOfRange(cipher, from, from + (int) shape.runLength(first, count));
            hasher.nodeInto(run, bytes, roots.packed(first, count), nodes, run * 32);
            assertEquals(hash(each, "node"), Hash32.of(Arrays.copyOfRange(nodes, run * 32, run * 32 + 32)));
            List<Hash32> path = hashes(each.path("path"));
            assertTrue(hasher.holds(run, bytes, roots.packed(first, count), path, hash(vector, "exchangeRoot")));
        }
        ExchangeRow row = ExchangeRow.of(shape, nodes);
        assertEquals(hash(vector, "exchangeRoot"), row.exchangeRoot());
        for (int run = 0; run < shape.runs(); run++) {
            assertEquals(hashes(vector.path("runs").path(run).path("path")), row.path(run));
        }
    }

    @Test
    void masks() {
        JsonNode vector = VECTORS.path("masking");
        Mask mask = Mask.of(Bytes.parseHex(vector.path("s").asText()));
        ContentKey key = key(vector);
        Hash32 offerId = hash(vector, "offerId");
        assertEquals(hash(vector, "keyHash"), key.keyHash());
        assertEquals(hash(vector, "maskHash"), mask.maskHash());
        assertEquals(hash(vector, "z"), mask.cover(key, offerId));
        assertEquals(key, mask.uncover(hash(vector, "z"), offerId));
    }

    private static Stream<JsonNode> each(String name) {
        assertTrue(VECTORS.path(name).size() > 0, name);
        return StreamSupport.stream(VECTORS.path(name).spliterator(), false);
    }

    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (7 * i + 11 * (i / 256) + 3);
        }
        return bytes;
    }

    private static BlockRoots roots(byte[] content, int blockSize) {
        ContentTree tree = new ContentTree(blockSize);
        tree.add(content, 0, content.length);
        return tree.finish();
    }

    private static ContentKey key(JsonNode vector) {
        return ContentKey.of(Bytes.parseHex(vector.path("key").asText()));
    }

    private static Hash32 hash(JsonNode vector, String name) {
        return Hash32.parse(vector.path(name).asText());
    }

    private static List<Hash32> hashes(JsonNode array) {
        List<Hash32> hashes = new ArrayList<>();
        array.forEach(hash -> hashes.add(Hash32.parse(hash.asText())));
        return hashes;
    }
}
