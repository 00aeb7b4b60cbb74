package searcher.opensearch;

import java.io.IOException;
import java.util.Objects;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;

/**
 * Turns that say a part of a search, scored by BM25 as `searcher/matching/bm25.py` does. How rare
 * it is and how long turns are on average is known to the client only: a shard sees some turns.
 */
final class SaidQuery extends Query {

    /** How soon more occurrences stop counting. */
    private static final double K1 = 1.2;
    /** How much less a long turn counts. */
    private static final double B = 0.4;

    private final Part part;
    private final double weight;
    private final double mean;

    SaidQuery(Part part, double weight, double mean) {
        this.part = part;
        this.weight = weight;
        this.mean = mean;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
        return new SaidWeight(this, weight * boost, mode.needsScores() && weight != 0);
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return "said " + part + "^" + weight;
    }

    @Override
    public boolean equals(Object other) {
        if (!sameClassAs(other)) {
            return false;
        }
        SaidQuery said = (SaidQuery) other;
        return part.equals(said.part) && weight == said.weight && mean == said.mean;
    }

    @Override
    public int hashCode() {
        return Objects.hash(classHash(), part, weight, mean);
    }

    private final class SaidWeight extends Weight {

        private final double boosted;
        private final boolean scores;

        SaidWeight(Query query, double boosted, boolean scores) {
            super(query);
            this.boosted = boosted;
            this.scores = scores;
        }

        @Override
        public Scorer scorer(LeafReaderContext segment) throws IOException {
            Cursor cursor = part.open(segment.reader(), false);
            if (cursor == null) {
                return null;
            }
            NumericDocValues lengths =
                scores ? Turns.numbers(segment.reader(), Turns.LENGTH) : null;
            return new SaidScorer(this, cursor, lengths, boosted);
        }

        @Override
        public Explanation explain(LeafReaderContext segment, int document) throws IOException {
            Scorer scorer = scorer(segment);
            if (scorer == null || scorer.iterator().advance(document) != document) {
                return Explanation.noMatch(parentQuery + " is not said");
            }
            return Explanation.match(scorer.score(), parentQuery.toString());
        }

        @Override
        public boolean isCacheable(LeafReaderContext segment) {
            return true;
        }
    }

    private final class SaidScorer extends Scorer {

        private final Cursor cursor;
        private final NumericDocValues lengths;
        private final double boosted;
        private final TwoPhaseIterator checked;

        SaidScorer(Weight weight, Cursor cursor, NumericDocValues lengths, double boosted) {
            super(weight);
            this.cursor = cursor;
            this.lengths = lengths;
            this.boosted = boosted;
            checked = cursor.isExact() ? null : new TwoPhaseIterator(cursor.documents()) {
                @Override
                public boolean matches() throws IOException {
                    return cursor.count() > 0;
                }

                @Override
                public float matchCost() {
                    // Positions are read: as many steps as a phrase takes.
                    return 100;
                }
            };
        }

        @Override
        public int docID() {
            return cursor.documents().docID();
        }

        @Override
        public DocIdSetIterator iterator() {
            return checked == null
                ? cursor.documents()
                : TwoPhaseIterator.asDocIdSetIterator(checked);
        }

        @Override
        public TwoPhaseIterator twoPhaseIterator() {
            return checked;
        }

        @Override
        public float score() throws IOException {
            if (lengths == null) {
                return 0;
            }
            double length = lengths.advanceExact(docID()) ? lengths.longValue() : 0;
            double norm = K1 * (1 - B + B * length / Math.max(mean, 1));
            int count = cursor.count();
            return (float) (boosted * (K1 + 1) * count / (count + norm));
        }

        @Override
        public float getMaxScore(int upTo) {
            return (float) (boosted * (K1 + 1));
        }
    }
}
