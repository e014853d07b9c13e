package org.pluspeer.market.deal;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import org.pluspeer.market.Vectors;
import org.pluspeer.market.content.BlockRoots;
import org.pluspeer.market.content.ContentTree;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/** One deal, small enough to follow by hand: six epochs at 1000, two may be missed. */
final class DealSamples {
    static final JsonNode VECTORS = Vectors.read("deal.json");
    static final long CHAIN = 31337;
    static final Address CONTRACT = Address.parse("0x5FbDB2315678afecb367f032d93F642f64180aa3");
    static final Address CLIENT = address(1);
    static final Address PROVIDER = address(2);
    static final Address TOKEN = address(3);
    static final Replica REPLICA = new Replica(hash(4), 5000);
    static final long ACCEPT_BY = 10_000;
    static final DealTerms TERMS = new Draft().terms();
    static final DealRequest REQUEST = DealRequest.at(CHAIN, CONTRACT, TERMS, DealRequest.SHORT_HISTORY, 0);
    static final Hash32 TX = hash(9);
    static final Signature SIGNATURE =
            Signature.of(Bytes.parseHex(VECTORS.at("/deal/signature").asText()));

    private DealSamples() {}

    static Hash32 hash(int number) {
        byte[] bytes = new byte[Hash32.LENGTH];
        bytes[31] = (byte) number;
        return Hash32.of(bytes);
    }

    static Address address(int number) {
        byte[] bytes = new byte[Address.LENGTH];
        bytes[19] = (byte) number;
        return Address.of(bytes);
    }

    static byte[] content(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (7 * i + 11 * (i / 256) + 3);
        }
        return bytes;
    }

    static BlockRoots roots(byte[] content, int blockSize) {
        ContentTree tree = new ContentTree(blockSize);
        tree.add(content, 0, content.length);
        return tree.finish();
    }

    static ProvenEpochs proven(int bits) {
        return new ProvenEpochs(BigInteger.valueOf(bits));
    }

    /** Terms that a test changes before it takes them. */
    static final class Draft {
        Address client = CLIENT;
        Address provider = PROVIDER;
        Address token = TOKEN;
        Hash32 root = REPLICA.root();
        long size = REPLICA.size();
        int epochs = 6;
        int epochBlocks = 512;
        int windowBlocks = 300;
        int samples = 2;
        int maxMissed = 2;
        Amount price = Amount.of(1000);
        Amount collateral = Amount.of(10_000);
        Amount penalty = Amount.of(1500);
        Amount repair = Amount.of(700);
        long acceptBy = ACCEPT_BY;
        Hash32 predecessor = Hash32.ZERO;

        static Draft of(JsonNode message) {
            Draft draft = new Draft();
            draft.client = Address.parse(message.get("client").asText());
            draft.provider = Address.parse(message.get("provider").asText());
            draft.token = Address.parse(message.get("token").asText());
            draft.root = Hash32.parse(message.get("root").asText());
            draft.size = message.get("size").asLong();
            draft.epochBlocks = message.get("epochBlocks").asInt();
            draft.windowBlocks = message.get("windowBlocks").asInt();
            draft.samples = message.get("samples").asInt();
            draft.acceptBy = message.get("acceptBy").asLong();
            draft.predecessor = Hash32.parse(message.get("predecessor").asText());
            return draft.money(message);
        }

        Draft money(JsonNode from) {
            epochs = from.get("epochs").asInt();
            maxMissed = from.get("maxMissed").asInt();
            price = Amount.parseUnits(from.get("pricePerEpoch").asText());
            collateral = Amount.parseUnits(from.get("collateral").asText());
            penalty = Amount.parseUnits(from.get("penalty").asText());
            repair = Amount.parseUnits(from.get("repairCost").asText());
            return this;
        }

        DealTerms terms() {
            return terms(hash(8));
        }

        DealTerms terms(Hash32 nonce) {
            return new DealTerms(
                    client,
                    provider,
                    token,
                    root,
                    size,
                    epochs,
                    epochBlocks,
                    windowBlocks,
                    samples,
                    maxMissed,
                    price,
                    collateral,
                    penalty,
                    repair,
                    acceptBy,
                    predecessor,
                    nonce);
        }
    }
}
