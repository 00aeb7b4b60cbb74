package searcher.opensearch;

/**
 * How often something is said around turns, where less counts the farther it is away: the sum of
 * e^(-distance / reach) over all occurrences, with the distance of the middles of turns in words.
 *
 * <p>As in `searcher/matching/surroundings.py`, a program is divided into stretches of four times
 * the reach, and what is said in the stretch of a turn and in its two neighbours counts. On one
 * side of a turn that is a difference of prefix sums, times a number that depends on the turn only.
 *
 * <p>Turns are ascending, and so are the borders of their stretches: all words are counted in one
 * walk along both, without a search for each turn.
 */
final class Surroundings {

    /** The length of a stretch, in reaches. */
    private static final int STRETCH = 4;
    private static final double FADED = Math.exp(-STRETCH);

    private final Turns turns;
    private final int reach;
    private final int[] places;
    private final double[] rises;
    /** Where the stretch of each turn begins and ends, and where its neighbours do. */
    private final int[] starts;
    private final int[] ends;
    private final int[] befores;
    private final int[] afters;

    /**
     * @param reach the distance, in words, at which what is said counts a third (1/e)
     * @param places of the turns, ascending
     */
    Surroundings(Turns turns, int reach, int[] places) {
        this.turns = turns;
        this.reach = reach;
        this.places = places;
        rises = new double[places.length];
        starts = new int[places.length];
        ends = new int[places.length];
        befores = new int[places.length];
        afters = new int[places.length];
        for (int n = 0; n < places.length; n++) {
            rises[n] = rise(places[n]);
            if (n > 0 && places[n] < ends[n - 1]) {
                starts[n] = starts[n - 1];
                ends[n] = ends[n - 1];
                befores[n] = befores[n - 1];
                afters[n] = afters[n - 1];
            } else {
                findBorders(n);
            }
        }
    }

    private void findBorders(int n) {
        int place = places[n];
        int stretch = stretch(place);
        int opens = turns.start(place);
        int closes = turns.end(place);
        starts[n] = first(stretch, opens, place);
        ends[n] = first(stretch + 1, place, closes);
        // A stretch has no neighbour where a long turn is between them: then there is nothing.
        befores[n] = first(stretch - 1, opens, starts[n]);
        afters[n] = first(stretch + 2, ends[n], closes);
    }

    /** The sum for each of the turns. */
    double[] sums(Occurrences said) {
        double[] rising = new double[said.size() + 1];
        double[] falling = new double[said.size() + 1];
        for (int row = 0; row < said.size(); row++) {
            double rise = rise(said.place(row));
            rising[row + 1] = rising[row] + said.count(row) * rise;
            falling[row + 1] = falling[row] + said.count(row) / rise;
        }
        double[] sums = new double[places.length];
        int before = 0;
        int start = 0;
        int here = 0;
        int end = 0;
        int after = 0;
        for (int n = 0; n < places.length; n++) {
            before = said.from(befores[n], before);
            start = said.from(starts[n], start);
            here = said.from(places[n] + 1, here);
            end = said.from(ends[n], end);
            after = said.from(afters[n], after);
            double left = rising[here] - rising[start] + FADED * (rising[start] - rising[before]);
            double right = falling[end] - falling[here] + FADED * (falling[after] - falling[end]);
            sums[n] = Math.max(0, left / rises[n] + right * rises[n]);
        }
        return sums;
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
