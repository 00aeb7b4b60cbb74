package searcher.opensearch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.LeafReader;

/**
 * Words in any order at different positions, the last at most so many positions after the first.
 * What counts are the places of the first word that are in such a window.
 */
final class Window extends Part {

    /** So many positions of these words must be in a window. */
    private static final class Condition {

        final List<Integer> words;
        final int count;

        Condition(List<Integer> words, int count) {
            this.words = words;
            this.count = count;
        }
    }

    private final List<Part> words;
    private final int width;
    private final List<Condition> needed = new ArrayList<>();
    private final Body source;

    private Window(String field, Body body) {
        source = body;
        words = Part.all(field, body.list("words"));
        width = Math.min(body.integer("width"), Near.MOST);
        // Words that share forms need several positions: the client knows how many.
        for (Body condition : body.list("needed")) {
            List<Integer> numbers = condition.integers("words");
            for (int number : numbers) {
                if (number < 0 || number >= words.size()) {
                    throw condition.wrong("has no word " + number);
                }
            }
            needed.add(new Condition(numbers, condition.integer("count")));
        }
    }

    static Window of(String field, Body body) {
        return new Window(field, body);
    }

    @Override
    Object source() {
        return List.of(words, source);
    }

    @Override
    Cursor open(LeafReader segment, boolean positions) throws IOException {
        return openTogether(words, segment, Within::new);
    }

    private final class Within extends Together {

        Within(List<Cursor> cursors) {
            super(cursors);
        }

        @Override
        void find(Matches found) throws IOException {
            List<Matches> places = new ArrayList<>();
            List<Integer> all = new ArrayList<>();
            for (Cursor cursor : cursors) {
                all.add(places.size());
                places.add(cursor.matches());
            }
            Matches starts = united(places, all);
            for (Condition condition : needed) {
                starts = starting(starts, united(places, condition.words), condition.count);
            }
            Matches first = places.get(0);
            for (int n = 0; n < first.size(); n++) {
                int place = first.first(n);
                if (starts.between(place - width, place) > 0) {
                    found.add(place, place);
                }
            }
        }

        private Matches united(List<Matches> places, List<Integer> numbers) {
            Matches all = new Matches();
            for (int number : numbers) {
                all.addAll(places.get(number));
            }
            all.sort();
            return all;
        }

        private Matches starting(Matches starts, Matches some, int count) {
            Matches kept = new Matches();
            for (int n = 0; n < starts.size(); n++) {
                int start = starts.first(n);
                if (some.between(start, start + width) >= count) {
                    kept.add(start, start);
                }
            }
            return kept;
        }
    }
}
