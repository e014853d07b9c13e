package org.pluspeer.node.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.BinaryPoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.pluspeer.wallet.eth.Amount;

/** From what was typed to what Lucene looks for. Built by hand: no text is ever read as a query language. */
final class Queries {
    private static final int MOST_CHARACTERS = 500;
    private static final int MOST_WORDS = 16;
    private static final int TYPO_FROM = 5;
    private static final int TYPO_EXPANSIONS = 20;
    private static final float TYPO = 0.3f;
    private static final float BEGINNING = 0.5f;
    /** How much a word in the field counts. */
    private static final Map<String, Float> FIELDS =
            Map.of(Documents.TITLE, 4f, Documents.TAGS, 2f, Documents.DESCRIPTION, 1f);

    private Queries() {}

    /** @param typos whether a word may be one letter off: slower, and for when nothing is found without */
    static Query of(SearchQuery query, long now, Analyzer analyzer, boolean typos) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        List<String> words = words(query.text(), analyzer);
        for (int i = 0; i < words.size(); i++) {
            all.add(word(words.get(i), i + 1 == words.size(), typos), BooleanClause.Occur.MUST);
        }
        if (words.isEmpty()) {
            all.add(
                    query.text().isBlank() ? new MatchAllDocsQuery() : new MatchNoDocsQuery("not a word in it"),
                    BooleanClause.Occur.MUST);
        }
        all.add(LongPoint.newRangeQuery(Documents.VALID_UNTIL, now, Long.MAX_VALUE), filter());
        query.tag().ifPresent(tag -> all.add(new TermQuery(new Term(Documents.TAG, Documents.tag(tag))), filter()));
        query.token().ifPresent(token -> all.add(new TermQuery(new Term(Documents.TOKEN, token.hex())), filter()));
        if (query.mine()) {
            all.add(new TermQuery(new Term(Documents.MINE, "true")), filter());
        }
        if (query.minPrice().isPresent() || query.maxPrice().isPresent()) {
            byte[] least = Documents.price(query.minPrice().orElse(Amount.ZERO));
            byte[] most = Documents.price(query.maxPrice().orElse(new Amount(Amount.MAX_UNITS)));
            all.add(BinaryPoint.newRangeQuery(Documents.PRICE, least, most), filter());
        }
        return all.build();
    }

    private static BooleanClause.Occur filter() {
        return BooleanClause.Occur.FILTER;
    }

    private static Query word(String word, boolean last, boolean typos) {
        List<Query> ways = new ArrayList<>();
        FIELDS.forEach((field, weight) -> {
            Term term = new Term(field, word);
            ways.add(new BoostQuery(new TermQuery(term), weight));
            if (typos && mayBeMistyped(word)) {
                ways.add(new BoostQuery(new FuzzyQuery(term, 1, 1, TYPO_EXPANSIONS, true), weight * TYPO));
            }
            if (last) {
                ways.add(new BoostQuery(new PrefixQuery(term), weight * BEGINNING));
            }
        });
        ways.add(new TermQuery(new Term(Documents.SELLER, word)));
        return new DisjunctionMaxQuery(ways, 0.1f);
    }

    /** Numbers, years and models are not: their neighbours are other things. */
    private static boolean mayBeMistyped(String word) {
        return word.codePointCount(0, word.length()) >= TYPO_FROM
                && word.codePoints().noneMatch(Character::isDigit);
    }

    private static List<String> words(String text, Analyzer analyzer) {
        String bounded = text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
        List<String> words = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream(Documents.TITLE, bounded)) {
            CharTermAttribute word = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken() && words.size() < MOST_WORDS) {
                words.add(word.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
        return words;
    }
}
