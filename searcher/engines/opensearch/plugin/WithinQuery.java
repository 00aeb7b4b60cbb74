package searcher.opensearch;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/** Turns that match one query and are at most so many turns from one that matches the other. */
final class WithinQuery extends FoundQuery {

    private final Query left;
    private final Query right;
    private final int distance;

    WithinQuery(Shards shards, Query left, Query right, int distance) {
        super(shards, "within");
        this.left = left;
        this.right = right;
        this.distance = distance;
    }

    @Override
    Object source() {
        return List.of(left, right, distance);
    }

    @Override
    Found find(IndexSearcher searcher, Turns turns, boolean scores) throws IOException {
        Found some = Found.places(left, searcher, turns, scores);
        Found others = Found.places(right, searcher, turns, scores);
        Found found = new Found();
        int row = 0;
        int other = 0;
        while (row < some.size() || other < others.size()) {
            int here = row < some.size() ? some.number(row) : Integer.MAX_VALUE;
            int there = other < others.size() ? others.number(other) : Integer.MAX_VALUE;
            int turn = Math.min(here, there);
            boolean near = here == there
                || (here < there ? isNear(turn, others, turns) : isNear(turn, some, turns));
            float score = 0;
            if (here == turn) {
                score += some.score(row++);
            }
            if (there == turn) {
                score += others.score(other++);
            }
            if (near) {
                found.add(turn, score);
            }
        }
        return found;
    }

    private boolean isNear(int turn, Found others, Turns turns) {
        int row = others.from(turn);
        return row < others.size() && isNear(turn, others.number(row), turns)
            || row > 0 && isNear(turn, others.number(row - 1), turns);
    }

    private boolean isNear(int turn, int other, Turns turns) {
        return Math.abs(turn - other) <= distance && turns.program(turn) == turns.program(other);
    }
}
