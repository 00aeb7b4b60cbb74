package searcher.opensearch;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;

/** Numbers with a score each, ascending: documents of a shard, or places of turns. */
final class Found {

    /** A number, and the bits of its score below it: so they are sorted at once. */
    private long[] pairs = new long[64];
    private int size;

    void add(int number, float score) {
        if (size == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * size);
        }
        pairs[size++] = (long) number << 32 | Float.floatToRawIntBits(score) & 0xFFFFFFFFL;
    }

    /** To be called when all are added, in any order. */
    Found sort() {
        Arrays.sort(pairs, 0, size);
        return this;
    }

    int size() {
        return size;
    }

    int number(int row) {
        return (int) (pairs[row] >>> 32);
    }

    float score(int row) {
        return Float.intBitsToFloat((int) pairs[row]);
    }

    /** The first row whose number is not less than this one. */
    int from(int number) {
        int row = Arrays.binarySearch(pairs, 0, size, (long) number << 32);
        return row < 0 ? -row - 1 : row;
    }

    /** All turns of a shard that match a query, by their places. */
    static Found places(Query query, IndexSearcher searcher, Turns turns, boolean scores)
        throws IOException {
        Found found = new Found();
        ScoreMode mode = scores ? ScoreMode.COMPLETE : ScoreMode.COMPLETE_NO_SCORES;
        Weight weight = searcher.createWeight(searcher.rewrite(query), mode, 1);
        for (LeafReaderContext segment : searcher.getIndexReader().leaves()) {
            Scorer scorer = weight.scorer(segment);
            if (scorer == null) {
                continue;
            }
            DocIdSetIterator documents = scorer.iterator();
            for (int n = documents.nextDoc(); n != DocIdSetIterator.NO_MORE_DOCS; ) {
                int place = turns.place(segment.docBase + n);
                if (place >= 0) {
                    found.add(place, scores ? scorer.score() : 0);
                }
                n = documents.nextDoc();
            }
        }
        return found.sort();
    }

    /** These places as documents. */
    Found documents(Turns turns) {
        Found found = new Found();
        for (int row = 0; row < size; row++) {
            found.add(turns.document(number(row)), score(row));
        }
        return found.sort();
    }
}
