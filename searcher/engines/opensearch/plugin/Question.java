package searcher.opensearch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.search.Query;

/**
 * A question as the client describes it: its words with their weights, which of them are asked for
 * together, whom it names, and the weights of the parts of a score
 * (`searcher/ranking/parameters.py`).
 */
final class Question {

    /** What a query of the request means on this shard. */
    interface Reader {
        Query read(Body body) throws IOException;
    }

    /** A word of the question. */
    static final class Word {

        final Part part;
        /** Words of the same family, which count a part; null if there are none. */
        final Part relatives;
        final double weight;
        final boolean informative;
        /** The turns of programs whose title or topics have it; null if there are none. */
        final Query about;

        Word(String field, Body body, Reader reader) throws IOException {
            part = Part.of(field, body.child("tree"));
            boolean alone = !body.has("relatives") || body.strings("relatives").isEmpty();
            relatives = alone ? null : new Words(field, body.strings("relatives"), null);
            weight = body.number("weight");
            informative = body.bool("informative");
            about = body.has("about") ? reader.read(body.child("about")) : null;
        }
    }

    /** Somebody whom the question names. */
    static final class Person {

        /** The turns of the person. */
        final Query turns;
        /** How fully the question names the person, from 0 to 1. */
        final double strength;

        Person(Body body, Reader reader) throws IOException {
            turns = reader.read(body.child("query"));
            strength = body.number("strength");
        }
    }

    /** Two words that follow each other in the question. */
    static final class Pair {

        final double weight;
        final Part near;

        Pair(Word left, Word right, int nearness) {
            weight = left.weight + right.weight;
            near = new Near(left.part, right.part, nearness, false);
        }
    }

    final List<Word> words = new ArrayList<>();
    final List<Pair> pairs = new ArrayList<>();
    final List<Person> named = new ArrayList<>();
    final Parameters parameters;
    final double mean;
    private final Body source;

    Question(Body body, Reader reader) throws IOException {
        source = body;
        parameters = new Parameters(body.child("parameters"));
        mean = Math.max(body.number("mean"), 1);
        String field = body.string("field", "text");
        for (Body word : body.list("words")) {
            words.add(new Word(field, word, reader));
        }
        for (double[] pair : body.rows("pairs", 2)) {
            pairs.add(new Pair(word(pair[0]), word(pair[1]), parameters.nearness));
        }
        for (Body person : body.list("named")) {
            named.add(new Person(person, reader));
        }
    }

    private Word word(double number) {
        if (number < 0 || number >= words.size()) {
            throw source.wrong("has no word " + number);
        }
        return words.get((int) number);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Question && source.equals(((Question) other).source);
    }

    @Override
    public int hashCode() {
        return Objects.hash(source);
    }
}
