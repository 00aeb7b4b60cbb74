package searcher.opensearch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.FixedBitSet;

/**
 * The ranking of turns as conversation, as `searcher/ranking/conversation.py` computes it: by their
 * words, the turns around, the questions that they answer, and the speaker. docs/ranking.md has
 * the formulas.
 */
final class Conversation {

    private final Question question;
    private final Parameters parameters;
    private final IndexSearcher searcher;
    private final Turns turns;
    private final int[] places;
    private final double[] scores;
    private final List<Occurrences> said = new ArrayList<>();

    private Conversation(Question question, IndexSearcher searcher, Turns turns, int[] places) {
        this.question = question;
        parameters = question.parameters;
        this.searcher = searcher;
        this.turns = turns;
        this.places = places;
        scores = new double[places.length];
    }

    /** The scores of turns, which are given by their places, ascending. */
    static double[] scores(Question question, IndexSearcher searcher, Turns turns, int[] places)
        throws IOException {
        Conversation made = new Conversation(question, searcher, turns, places);
        made.score();
        return made.scores;
    }

    private void score() throws IOException {
        Occurrences.Collector collector =
            new Occurrences.Collector(searcher, turns, programs());
        for (Question.Word word : question.words) {
            collector.add(word.part, 1);
            if (word.relatives != null) {
                collector.add(word.relatives, parameters.relative);
            }
            said.add(collector.collected());
        }
        for (int n = 0; n < said.size(); n++) {
            addSaid(question.words.get(n), said.get(n));
        }
        addAround(collector);
        for (Question.Word word : question.words) {
            addAbout(word);
        }
        multiply();
    }

    /** The programs whose turns are scored: nothing is counted in others. */
    private FixedBitSet programs() {
        int last = turns.size() == 0 ? 0 : turns.program(turns.size() - 1);
        FixedBitSet programs = new FixedBitSet(last + 1);
        for (int place : places) {
            programs.set(turns.program(place));
        }
        return programs;
    }

    /** What a turn says itself, and what is said in the question that it answers. */
    private void addSaid(Question.Word word, Occurrences occurrences) {
        double weight = word.weight * (parameters.saturation + 1);
        double lent = weight * parameters.question;
        for (int n = 0; n < places.length; n++) {
            scores[n] += weight * saturated(places[n], occurrences);
            int asked = turns.question(places[n]);
            if (word.informative && asked >= 0) {
                scores[n] += lent * saturated(asked, occurrences);
            }
        }
    }

    private double saturated(int place, Occurrences occurrences) {
        double count = occurrences.at(place);
        double relative = turns.length(place) / question.mean;
        double norm = 1 - parameters.shortness + parameters.shortness * relative;
        return count == 0 ? 0 : count / (count + parameters.saturation * norm);
    }

    /** The words that are said around, near and farther away; near ones also in pairs. */
    private void addAround(Occurrences.Collector collector) throws IOException {
        for (Parameters.Around around : parameters.around) {
            Surroundings surroundings = new Surroundings(turns, around.reach, places);
            for (int n = 0; n < said.size(); n++) {
                double weight = around.weight * question.words.get(n).weight;
                addSaturated(surroundings.sums(said.get(n)), weight, around.saturation);
            }
            if (around == parameters.around.get(0)) {
                addPairs(surroundings, collector);
            }
        }
    }

    /** Words that follow each other in the question and are near each other, here or around. */
    private void addPairs(Surroundings surroundings, Occurrences.Collector collector)
        throws IOException {
        for (Question.Pair pair : question.pairs) {
            collector.add(pair.near, 1);
            double[] sums = surroundings.sums(collector.collected());
            addSaturated(sums, parameters.near * pair.weight, parameters.nearSaturation);
        }
    }

    private void addSaturated(double[] sums, double weight, double saturation) {
        for (int n = 0; n < places.length; n++) {
            scores[n] += weight * sums[n] / (sums[n] + saturation);
        }
    }

    private void addAbout(Question.Word word) throws IOException {
        if (word.about == null) {
            return;
        }
        double weight = parameters.about * word.weight;
        boolean[] having = matching(word.about);
        for (int n = 0; n < places.length; n++) {
            scores[n] += having[n] ? weight : 0;
        }
    }

    /** What the sum is multiplied by: for length, for telling words, for the speaker. */
    private void multiply() throws IOException {
        double[] strengths = new double[places.length];
        for (Question.Person person : question.named) {
            boolean[] speaking = matching(person.turns);
            for (int n = 0; n < places.length; n++) {
                strengths[n] = Math.max(strengths[n], speaking[n] ? person.strength : 0);
            }
        }
        for (int n = 0; n < places.length; n++) {
            double length = Math.log1p(turns.length(places[n])) / 4;
            scores[n] *= 1 + parameters.length * length;
            scores[n] *= isTelling(places[n]) ? 1 : parameters.withoutTellingWords;
            scores[n] *= 1 + parameters.named * strengths[n];
        }
    }

    private boolean isTelling(int place) {
        for (int n = 0; n < said.size(); n++) {
            if (question.words.get(n).informative && said.get(n).at(place) >= 1) {
                return true;
            }
        }
        return false;
    }

    /** Which of the turns match a query. */
    private boolean[] matching(Query query) throws IOException {
        Found found = Found.places(query, searcher, turns, false);
        boolean[] matching = new boolean[places.length];
        for (int row = 0; row < found.size(); row++) {
            int n = Arrays.binarySearch(places, found.number(row));
            if (n >= 0) {
                matching[n] = true;
            }
        }
        return matching;
    }
}
