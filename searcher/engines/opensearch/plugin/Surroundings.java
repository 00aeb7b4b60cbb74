package searcher.opensearch;

/**
 * How often something is said around turns, where less counts the farther it is away: the sum of
 * e^(-distance / reach) over all occurrences, with the distance of the middles of turns in words.
 *
 * <p>As in `searcher/matching/surroundings.py`, a program is divided into stretches of four times
 * the reach, and what is said in the stretch of a turn and in its two neighbours counts. On one
 * side of a turn that is a difference of prefix sums, times a number that depends on the turn only.
 */
final class Surroundings {

    /** The length of a stretch, in reaches. */
    private static final int STRETCH = 4;
    private static final double FADED = Math.exp(-STRETCH);

    private final Turns turns;
    private final int reach;

    /** @param reach the distance, in words, at which what is said counts a third (1/e) */
    Surroundings(Turns turns, int reach) {
        this.turns = turns;
        this.reach = reach;
    }

    /** The sum for each of some places. */
    double[] sums(int[] places, Occurrences said) {
        double[] rising = new double[said.size() + 1];
        double[] falling = new double[said.size() + 1];
        for (int row = 0; row < said.size(); row++) {
            double rise = rise(said.place(row));
            rising[row + 1] = rising[row] + said.count(row) * rise;
            falling[row + 1] = falling[row] + said.count(row) / rise;
        }
        double[] sums = new double[places.length];
        for (int n = 0; n < places.length; n++) {
            sums[n] = Math.max(0, sum(places[n], said, rising, falling));
        }
        return sums;
    }

    private double sum(int place, Occurrences said, double[] rising, double[] falling) {
        int stretch = stretch(place);
        int opens = turns.start(place);
        int closes = turns.end(place);
        int start = first(stretch, opens, place);
        int end = first(stretch + 1, place, closes);
        // A stretch has no neighbour where a long turn is between them: then there is nothing.
        int before = said.from(first(stretch - 1, opens, start));
        int first = said.from(start);
        int here = said.from(place + 1);
        int last = said.from(end);
        int after = said.from(first(stretch + 2, end, closes));
        double left = rising[here] - rising[first] + FADED * (rising[first] - rising[before]);
        double right = falling[last] - falling[here] + FADED * (falling[after] - falling[last]);
        double rise = rise(place);
        return left / rise + right * rise;
    }

    /** The first place in a range of places of one program whose stretch is not before this one. */
    private int first(int stretch, int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (stretch(middle) < stretch) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int stretch(int place) {
        return (int) (turns.middle(place) / (STRETCH * reach));
    }

    /** e to the power of the distance from the start of the stretch. */
    private double rise(int place) {
        double where = turns.middle(place) / (STRETCH * reach);
        return Math.exp((where - (int) where) * STRETCH);
    }
}
