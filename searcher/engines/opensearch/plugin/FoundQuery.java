package searcher.opensearch;

import java.io.IOException;
import java.util.Objects;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;

/**
 * A query whose turns are found in the whole shard at once: whether a turn matches depends on other
 * turns of its program, which may be in other segments.
 */
abstract class FoundQuery extends Query {

    private final Shards shards;
    private final String name;

    FoundQuery(Shards shards, String name) {
        this.shards = shards;
        this.name = name;
    }

    /** The places of the turns that match, with their scores if they are wanted. */
    abstract Found find(IndexSearcher searcher, Turns turns, boolean scores) throws IOException;

    /** What the query is made of, for comparisons. */
    abstract Object source();

    @Override
    public final Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost)
        throws IOException {
        Turns turns = shards.turns(searcher.getIndexReader());
        Found found = find(searcher, turns, mode.needsScores()).documents(turns);
        return new FoundWeight(this, found, boost);
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public final String toString(String field) {
        return name + source();
    }

    @Override
    public final boolean equals(Object other) {
        return sameClassAs(other)
            && name.equals(((FoundQuery) other).name)
            && source().equals(((FoundQuery) other).source());
    }

    @Override
    public final int hashCode() {
        return Objects.hash(classHash(), name, source());
    }

    private static final class FoundWeight extends Weight {

        private final Found found;
        private final float boost;

        FoundWeight(Query query, Found found, float boost) {
            super(query);
            this.found = found;
            this.boost = boost;
        }

        @Override
        public Scorer scorer(LeafReaderContext segment) {
            int first = found.from(segment.docBase);
            int end = found.from(segment.docBase + segment.reader().maxDoc());
            return first == end ? null : new Rows(this, found, boost, segment.docBase, first, end);
        }

        @Override
        public Explanation explain(LeafReaderContext segment, int document) throws IOException {
            Scorer scorer = scorer(segment);
            if (scorer == null || scorer.iterator().advance(document) != document) {
                return Explanation.noMatch(parentQuery + " does not match");
            }
            return Explanation.match(scorer.score(), parentQuery.toString());
        }

        @Override
        public boolean isCacheable(LeafReaderContext segment) {
            // It depends on other segments, too.
            return false;
        }
    }

    /** The rows of one segment. */
    private static final class Rows extends Scorer {

        private final Found found;
        private final float boost;
        private final int base;
        private final int first;
        private final int end;
        private int row;

        Rows(Weight weight, Found found, float boost, int base, int first, int end) {
            super(weight);
            this.found = found;
            this.boost = boost;
            this.base = base;
            this.first = first;
            this.end = end;
            row = first - 1;
        }

        @Override
        public int docID() {
            if (row < first) {
                return -1;
            }
            return row == end ? DocIdSetIterator.NO_MORE_DOCS : found.number(row) - base;
        }

        @Override
        public float score() {
            return boost * found.score(row);
        }

        @Override
        public float getMaxScore(int upTo) {
            return Float.MAX_VALUE;
        }

        @Override
        public DocIdSetIterator iterator() {
            return new DocIdSetIterator() {
                @Override
                public int docID() {
                    return Rows.this.docID();
                }

                @Override
                public int nextDoc() {
                    row++;
                    return docID();
                }

                @Override
                public int advance(int target) {
                    row = target == NO_MORE_DOCS ? end : Math.min(found.from(base + target), end);
                    return docID();
                }

                @Override
                public long cost() {
                    return end - first;
                }
            };
        }
    }
}
