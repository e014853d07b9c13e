package org.pluspeer.node.listing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.pluspeer.market.content.BlockProof;
import org.pluspeer.market.content.ContentShape;
import org.pluspeer.wallet.eth.Hash32;

/** A sample block as people look at it: text where it is text, else the first bytes in hexadecimal. */
final class SampleText {
    private static final int HEX_BYTES = 256;
    private static final int MAX_UTF8 = 4;

    private SampleText() {}

    static ListingView.Sample of(BlockProof proof, ContentShape shape, Hash32 contentRoot) {
        byte[] data = proof.data();
        return new ListingView.Sample(
                proof.index(),
                shape.offset(proof.index()),
                data.length,
                text(data).orElse(null),
                HexFormat.of().formatHex(Arrays.copyOf(data, Math.min(data.length, HEX_BYTES))),
                proof.holds(shape, contentRoot));
    }

    /** The block as UTF-8, if it is; a character that the block's edges cut through is left out. */
    static Optional<String> text(byte[] data) {
        int from = 0;
        while (from < Math.min(MAX_UTF8 - 1, data.length) && (data[from] & 0xc0) == 0x80) {
            from++;
        }
        for (int cut = 0; cut < MAX_UTF8 && from <= data.length - cut; cut++) {
            Optional<String> text = decoded(ByteBuffer.wrap(data, from, data.length - cut - from));
            if (text.isPresent()) {
                return text.filter(SampleText::isReadable);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> decoded(ByteBuffer bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isReadable(String text) {
        return text.codePoints().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t');
    }
}
