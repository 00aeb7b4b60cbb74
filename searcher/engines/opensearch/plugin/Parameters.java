package searcher.opensearch;

import java.util.ArrayList;
import java.util.List;

/** The weights of the parts of a score, which `searcher/ranking/parameters.py` explains. */
final class Parameters {

    /** How much what is said around a turn counts, at one distance. */
    static final class Around {

        /** The distance, in words, at which what is said counts a third. */
        final int reach;
        final double weight;
        final double saturation;

        Around(double[] values) {
            reach = (int) values[0];
            weight = values[1];
            saturation = values[2];
        }
    }

    final double saturation;
    final double shortness;
    final double relative;
    final List<Around> around = new ArrayList<>();
    final double question;
    final double near;
    final double nearSaturation;
    final int nearness;
    final double about;
    final double length;
    final double withoutTellingWords;
    final double named;

    Parameters(Body body) {
        saturation = body.number("saturation");
        shortness = body.number("shortness");
        relative = body.number("relative");
        for (double[] values : body.rows("around", 3)) {
            around.add(new Around(values));
        }
        question = body.number("question");
        near = body.number("near");
        nearSaturation = body.number("near_saturation");
        nearness = body.integer("nearness");
        about = body.number("about");
        length = body.number("length");
        withoutTellingWords = body.number("without_telling_words");
        named = body.number("named");
    }
}
