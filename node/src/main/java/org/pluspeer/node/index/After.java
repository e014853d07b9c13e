package org.pluspeer.node.index;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.util.BytesRef;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

/** Where a page of results ended: its score, when it was first seen, and its key. */
record After(float score, long firstSeen, String key) {
    private static final Pattern FORM = Pattern.compile("(-?[0-9]{1,10}) (-?[0-9]{1,18}) (0x[0-9a-f]{64})");

    static After of(FieldDoc last) {
        return new After((Float) last.fields[0], (Long) last.fields[1], ((BytesRef) last.fields[2]).utf8ToString());
    }

    /** @throws ProblemException BAD_REQUEST if we never gave out such a cursor */
    static After parse(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            Matcher form = FORM.matcher(text);
            if (form.matches()) {
                float score = Float.intBitsToFloat(Integer.parseInt(form.group(1)));
                if (Float.isFinite(score)) {
                    return new After(score, Long.parseLong(form.group(2)), form.group(3));
                }
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new ProblemException(Problem.Code.BAD_REQUEST, "The cursor is not one of ours.");
    }

    String text() {
        String text = Float.floatToIntBits(score) + " " + firstSeen + " " + key;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param documents how many the searched index has room for, at least 1 */
    FieldDoc position(int documents) {
        return new FieldDoc(documents - 1, score, new Object[] {score, firstSeen, new BytesRef(key)});
    }
}
