package searcher.opensearch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.LeafReader;

/**
 * Words directly after one another, where any word may be between two of them. A part may have
 * several lengths, such as a synonym.
 */
final class Phrase extends Part {

    private final List<Part> parts;
    /** How many positions are from the end of the part before each part to its start. */
    private final List<Integer> steps;

    private Phrase(List<Part> parts, List<Integer> steps) {
        this.parts = parts;
        this.steps = steps;
    }

    static Phrase of(String field, Body body) {
        List<Part> parts = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        int step = 1;
        for (Body each : body.list("phrase")) {
            if (each.has("any")) {
                step++;
            } else {
                parts.add(Part.of(field, each));
                steps.add(step);
                step = 1;
            }
        }
        if (parts.isEmpty() || steps.get(0) > 1 || step > 1) {
            throw body.wrong("has a phrase that does not begin and end with a word");
        }
        return new Phrase(parts, steps);
    }

    @Override
    Object source() {
        return List.of(parts, steps);
    }

    @Override
    Cursor open(LeafReader segment, boolean positions) throws IOException {
        return openTogether(parts, segment, Joined::new);
    }

    private final class Joined extends Together {

        /** What is joined so far, and what is made of it: they change places. */
        private final Matches[] joined = {new Matches(), new Matches()};

        Joined(List<Cursor> cursors) {
            super(cursors);
        }

        @Override
        void find(Matches found) throws IOException {
            Matches before = cursors.get(0).matches();
            for (int n = 1; n < cursors.size() && before.size() > 0; n++) {
                Matches after = joined[n % 2];
                after.clear();
                join(before, cursors.get(n).matches(), steps.get(n), after);
                after.sort();
                before = after;
            }
            found.addAll(before);
        }

        private void join(Matches before, Matches next, int step, Matches after) {
            for (int n = 0; n < before.size(); n++) {
                int start = before.last(n) + step;
                for (int m = next.from(start); m < next.size() && next.first(m) == start; m++) {
                    after.add(before.first(n), next.last(m));
                }
            }
        }
    }
}
