package searcher.opensearch;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.FixedBitSet;

/** How often something is said, by turn, in the programs that are looked at. */
final class Occurrences {

    private final int[] places;
    private final float[] counts;

    /** Collects the occurrences of several parts of a search; their counts are added. */
    static final class Collector {

        private final IndexSearcher searcher;
        private final Turns turns;
        private final FixedBitSet programs;
        private Found found = new Found();

        /** @param programs the numbers of those that are looked at */
        Collector(IndexSearcher searcher, Turns turns, FixedBitSet programs) {
            this.searcher = searcher;
            this.turns = turns;
            this.programs = programs;
        }

        /** @param share how much an occurrence counts */
        void add(Part part, double share) throws IOException {
            for (LeafReaderContext segment : searcher.getIndexReader().leaves()) {
                Cursor cursor = part.open(segment.reader(), false);
                if (cursor == null) {
                    continue;
                }
                DocIdSetIterator documents = cursor.documents();
                for (int n = documents.nextDoc(); n != DocIdSetIterator.NO_MORE_DOCS; ) {
                    int place = turns.place(segment.docBase + n);
                    if (place >= 0 && programs.get(turns.program(place))) {
                        found.add(place, (float) (share * cursor.count()));
                    }
                    n = documents.nextDoc();
                }
            }
        }

        /** All that was added; the next ones begin anew. */
        Occurrences collected() {
            Occurrences made = new Occurrences(found.sort());
            found = new Found();
            return made;
        }
    }

    private Occurrences(Found found) {
        int size = 0;
        int[] sorted = new int[found.size()];
        float[] sums = new float[found.size()];
        for (int row = 0; row < found.size(); row++) {
            if (found.score(row) == 0) {
                // The words of a phrase are in the turn, but not as a phrase.
                continue;
            }
            if (size == 0 || sorted[size - 1] != found.number(row)) {
                sorted[size++] = found.number(row);
            }
            sums[size - 1] += found.score(row);
        }
        places = Arrays.copyOf(sorted, size);
        counts = Arrays.copyOf(sums, size);
    }

    int size() {
        return places.length;
    }

    int place(int row) {
        return places[row];
    }

    float count(int row) {
        return counts[row];
    }

    /** The first row, from a row on, whose place is not before this one. */
    int from(int place, int row) {
        int found = row;
        while (found < places.length && places[found] < place) {
            found++;
        }
        return found;
    }

    /** How often a turn says it. */
    float at(int place) {
        int row = Arrays.binarySearch(places, place);
        return row < 0 ? 0 : counts[row];
    }
}
