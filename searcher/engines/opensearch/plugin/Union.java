package searcher.opensearch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.PriorityQueue;

/** Several cursors as one: the turns of any of them. How often they are said is added. */
final class Union extends Cursor {

    private final Documents documents;
    private final boolean exact;
    private final Matches matches = new Matches();

    private Union(List<Cursor> cursors) {
        documents = new Documents(cursors);
        exact = cursors.stream().allMatch(Cursor::isExact);
    }

    /** A single cursor is itself; null for none. */
    static Cursor of(List<Cursor> cursors) {
        switch (cursors.size()) {
            case 0:
                return null;
            case 1:
                return cursors.get(0);
            default:
                return new Union(cursors);
        }
    }

    @Override
    DocIdSetIterator documents() {
        return documents;
    }

    @Override
    boolean isExact() {
        return exact;
    }

    @Override
    int count() throws IOException {
        int count = 0;
        for (Cursor cursor : documents.here()) {
            count += cursor.count();
        }
        return count;
    }

    @Override
    Matches matches() throws IOException {
        List<Cursor> here = documents.here();
        if (here.size() == 1) {
            return here.get(0).matches();
        }
        matches.clear();
        for (Cursor cursor : here) {
            matches.addAll(cursor.matches());
        }
        matches.sort();
        return matches;
    }

    /** The turns of all cursors. Those that are at the turn are apart from those after it. */
    private static final class Documents extends DocIdSetIterator {

        private final PriorityQueue<Cursor> after;
        private final List<Cursor> here = new ArrayList<>();
        private final long cost;
        private int document = -1;

        Documents(List<Cursor> cursors) {
            after = new PriorityQueue<>(cursors.size()) {
                @Override
                protected boolean lessThan(Cursor one, Cursor other) {
                    return one.documents().docID() < other.documents().docID();
                }
            };
            here.addAll(cursors);
            cost = cursors.stream().mapToLong(cursor -> cursor.documents().cost()).sum();
        }

        List<Cursor> here() {
            return here;
        }

        @Override
        public int docID() {
            return document;
        }

        @Override
        public int nextDoc() throws IOException {
            return advance(document + 1);
        }

        @Override
        public int advance(int target) throws IOException {
            for (Cursor cursor : here) {
                if (cursor.documents().advance(target) != NO_MORE_DOCS) {
                    after.add(cursor);
                }
            }
            here.clear();
            while (after.size() > 0 && after.top().documents().docID() < target) {
                if (after.top().documents().advance(target) == NO_MORE_DOCS) {
                    after.pop();
                } else {
                    after.updateTop();
                }
            }
            document = after.size() == 0 ? NO_MORE_DOCS : after.top().documents().docID();
            while (after.size() > 0 && after.top().documents().docID() == document) {
                here.add(after.pop());
            }
            return document;
        }

        @Override
        public long cost() {
            return cost;
        }
    }
}
