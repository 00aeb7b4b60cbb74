package searcher.opensearch;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.LeafReader;

/**
 * Two parts that do not overlap and are at most so many positions apart, from the end of the one to
 * the start of the other. What counts are the matches of the left part.
 */
final class Near extends Part {

    /** The largest distance. */
    static final int MOST = 1 << 28;

    private final Part left;
    private final Part right;
    private final int distance;
    private final boolean ordered;

    Near(Part left, Part right, int distance, boolean ordered) {
        this.left = left;
        this.right = right;
        // No turn has as many words; sums of positions must not overflow.
        this.distance = Math.min(distance, MOST);
        this.ordered = ordered;
    }

    static Near of(String field, Body body) {
        return new Near(
            Part.of(field, body.child("left")),
            Part.of(field, body.child("right")),
            body.integer("distance"),
            body.bool("ordered")
        );
    }

    @Override
    Object source() {
        return List.of(left, right, distance, ordered);
    }

    @Override
    Cursor open(LeafReader segment, boolean positions) throws IOException {
        return openTogether(List.of(left, right), segment, Nearby::new);
    }

    private final class Nearby extends Together {

        private final Cursor some;
        private final Cursor others;

        Nearby(List<Cursor> cursors) {
            super(cursors);
            some = cursors.get(0);
            others = cursors.get(1);
        }

        @Override
        void find(Matches found) throws IOException {
            Matches here = some.matches();
            Matches there = others.matches();
            int[] ends = ordered ? new int[0] : there.sortedLasts();
            for (int n = 0; n < here.size(); n++) {
                int first = here.first(n);
                int last = here.last(n);
                boolean follows = there.between(last + 1, last + distance) > 0;
                if (follows || isBetween(ends, first - distance, first - 1)) {
                    found.add(first, last);
                }
            }
        }

        private boolean isBetween(int[] ends, int from, int to) {
            int place = Arrays.binarySearch(ends, from);
            place = place < 0 ? -place - 1 : place;
            return place < ends.length && ends[place] <= to;
        }
    }
}
