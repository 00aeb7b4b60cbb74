package searcher.opensearch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.ConjunctionUtils;
import org.apache.lucene.search.DocIdSetIterator;

/** A cursor over the turns that have all of some parts, whose positions decide. */
abstract class Together extends Cursor {

    final List<Cursor> cursors;
    private final DocIdSetIterator documents;
    private final Matches matches = new Matches();
    private int read = -1;

    Together(List<Cursor> cursors) {
        this.cursors = cursors;
        List<DocIdSetIterator> iterators = new ArrayList<>();
        for (Cursor cursor : cursors) {
            iterators.add(cursor.documents());
        }
        boolean single = iterators.size() == 1;
        documents = single ? iterators.get(0) : ConjunctionUtils.intersectIterators(iterators);
    }

    /** Add the matches in the turn at which all cursors are. */
    abstract void find(Matches found) throws IOException;

    @Override
    final DocIdSetIterator documents() {
        return documents;
    }

    @Override
    final boolean isExact() {
        return false;
    }

    @Override
    final int count() throws IOException {
        return matches().size();
    }

    @Override
    final Matches matches() throws IOException {
        if (read != documents.docID()) {
            read = documents.docID();
            matches.clear();
            find(matches);
            matches.sort();
        }
        return matches;
    }
}
