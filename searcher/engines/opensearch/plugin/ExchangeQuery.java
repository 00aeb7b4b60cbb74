package searcher.opensearch;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/** Turns whose question matches a query, or those whose answer does. */
final class ExchangeQuery extends FoundQuery {

    /** The weight of a match in the question or the answer of a turn. */
    private static final float OTHER_TURN = 0.5f;

    private final Query query;
    private final boolean asked;

    /** @param asked whether it is the question of a turn that must match; else its answer */
    ExchangeQuery(Shards shards, Query query, boolean asked) {
        super(shards, asked ? "asked" : "answered");
        this.query = query;
        this.asked = asked;
    }

    @Override
    Object source() {
        return List.of(query);
    }

    @Override
    Found find(IndexSearcher searcher, Turns turns, boolean scores) throws IOException {
        Found others = Found.places(query, searcher, turns, scores);
        Found found = new Found();
        int step = asked ? 1 : -1;
        for (int row = 0; row < others.size(); row++) {
            int other = others.number(row);
            // All turns of a speaker in a row have the same question, and the same answer.
            for (int turn = other + step; turn >= 0 && turn < turns.size(); turn += step) {
                if ((asked ? turns.question(turn) : turns.answer(turn)) != other) {
                    break;
                }
                found.add(turn, OTHER_TURN * others.score(row));
            }
        }
        return found.sort();
    }
}
