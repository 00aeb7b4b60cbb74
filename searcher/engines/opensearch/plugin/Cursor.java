package searcher.opensearch;

import java.io.IOException;
import org.apache.lucene.search.DocIdSetIterator;

/** A part of a search, in the turns of one segment, from the first turn to the last. */
abstract class Cursor {

    /** The turns that may match, always the same iterator; it says at which turn the cursor is. */
    abstract DocIdSetIterator documents();

    /** Whether each of these turns matches, so that no positions need be read. */
    abstract boolean isExact();

    /** How often the turn says it, as it counts for the score. */
    abstract int count() throws IOException;

    /** The matches in the turn; they are overwritten at the next turn. */
    abstract Matches matches() throws IOException;
}
