package searcher.opensearch;

import java.util.Arrays;

/**
 * The matches of a part of a search in one turn: the positions of the first and the last word of
 * each. They are sorted, by the first and then by the last word, and none is there twice.
 */
final class Matches {

    private long[] ends = new long[16];
    private int size;
    private boolean sorted = true;

    void clear() {
        size = 0;
        sorted = true;
    }

    void add(int first, int last) {
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
        }
        long match = (long) first << 32 | last;
        sorted &= size == 0 || ends[size - 1] < match;
        ends[size++] = match;
    }

    void addAll(Matches others) {
        for (int n = 0; n < others.size; n++) {
            add(others.first(n), others.last(n));
        }
    }

    /** To be called when all are added, in any order. */
    void sort() {
        if (sorted) {
            return;
        }
        Arrays.sort(ends, 0, size);
        int kept = 0;
        for (int n = 0; n < size; n++) {
            if (kept == 0 || ends[kept - 1] != ends[n]) {
                ends[kept++] = ends[n];
            }
        }
        size = kept;
        sorted = true;
    }

    int size() {
        return size;
    }

    int first(int number) {
        return (int) (ends[number] >>> 32);
    }

    int last(int number) {
        return (int) ends[number];
    }

    /** The number of the first match that begins at a position or after it. */
    int from(int position) {
        int found = Arrays.binarySearch(ends, 0, size, (long) position << 32);
        return found < 0 ? -found - 1 : found;
    }

    /** How many matches begin from one position to another one, both included. */
    int between(int from, int to) {
        return from(to + 1) - from(Math.max(from, 0));
    }

    /** The last positions of all matches, sorted. */
    int[] sortedLasts() {
        int[] lasts = new int[size];
        for (int n = 0; n < size; n++) {
            lasts[n] = last(n);
        }
        Arrays.sort(lasts);
        return lasts;
    }
}
