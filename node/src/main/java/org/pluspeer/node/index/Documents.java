package org.pluspeer.node.index;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.LowerCaseFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.document.BinaryPoint;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;
import org.pluspeer.node.store.CatalogEntry;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/** A listing as the index holds it. */
final class Documents {
    static final String KEY = "key";
    static final String ID = "id";
    static final String TITLE = "title";
    static final String DESCRIPTION = "description";
    static final String TAGS = "tags";
    static final String TAG = "tag";
    static final String SELLER = "seller";
    static final String TOKEN = "token";
    static final String PRICE = "price";
    static final String MINE = "mine";
    static final String VALID_UNTIL = "validUntil";
    static final String FIRST_SEEN = "firstSeen";
    static final int PRICE_BYTES = 16;

    private Documents() {}

    /** Words in small letters without accents: no stems and no stop words, because listings are in any language. */
    static Analyzer analyzer() {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                StandardTokenizer source = new StandardTokenizer();
                TokenStream words = new ASCIIFoldingFilter(new LowerCaseFilter(source));
                return new TokenStreamComponents(source, words);
            }
        };
    }

    /** Names the listing across its versions. */
    static Term key(Hash32 slot) {
        return new Term(KEY, slot.hex());
    }

    static Document of(CatalogEntry entry) {
        Document document = new Document();
        document.add(new StringField(KEY, entry.slot().hex(), Field.Store.NO));
        document.add(new SortedDocValuesField(KEY, new BytesRef(entry.slot().hex())));
        document.add(new StoredField(ID, entry.id().bytes()));
        document.add(new TextField(TITLE, entry.words().title(), Field.Store.NO));
        document.add(new TextField(DESCRIPTION, entry.words().description(), Field.Store.NO));
        for (String tag : entry.words().tags()) {
            document.add(new TextField(TAGS, tag, Field.Store.NO));
            document.add(new StringField(TAG, tag(tag), Field.Store.NO));
        }
        document.add(new StringField(SELLER, entry.seller().hex(), Field.Store.NO));
        document.add(new StringField(TOKEN, entry.token().hex(), Field.Store.NO));
        document.add(new StringField(MINE, String.valueOf(entry.mine()), Field.Store.NO));
        document.add(new BinaryPoint(PRICE, price(entry.price())));
        document.add(new LongPoint(VALID_UNTIL, entry.validUntil()));
        document.add(new NumericDocValuesField(FIRST_SEEN, entry.firstSeen()));
        return document;
    }

    static BytesRef tag(String tag) {
        return new BytesRef(tag.strip().toLowerCase(Locale.ROOT));
    }

    /** Sixteen bytes that sort as the amounts do; what is beyond them is as far as they go. */
    static byte[] price(Amount amount) {
        byte[] sorted = new byte[PRICE_BYTES];
        BigInteger units = amount.units();
        if (units.bitLength() > 8 * PRICE_BYTES) {
            Arrays.fill(sorted, (byte) 0xff);
            return sorted;
        }
        byte[] bytes = units.toByteArray();
        int count = Math.min(bytes.length, PRICE_BYTES);
        System.arraycopy(bytes, bytes.length - count, sorted, PRICE_BYTES - count, count);
        return sorted;
    }
}
