package searcher.opensearch;

import static org.apache.lucene.search.DocIdSetIterator.NO_MORE_DOCS;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.TimSorter;

/**
 * The turns of a shard in the order in which they were said, program by program.
 *
 * <p>The turns of a program may be in several segments: those that were written together are next
 * to each other only after a merge. So the order is computed over all segments, once for each state
 * of the shard. The number of a turn in it is its place. A turn takes 22 bytes.
 */
final class Turns {

    /** The largest distance of a question from its answer, in turns. */
    static final int FARTHEST = 20;

    /** The number of a turn and of its program, as one number: program * 2^20 + turn. */
    private static final String KEY = "key";
    /** The number of its program are the bits above these. */
    private static final int TURN_BITS = 20;
    /** The number of the speaker in the program. */
    private static final String VOICE = "voice";
    /** The length in words, rounded. */
    static final String LENGTH = "rounded";

    private final int[] documents;
    private final int[] places;
    private final int[] programs;
    private final int[] lengths;
    /** The middle of each turn in its program, in half words. */
    private final int[] middles;
    /** How many turns before each turn its question is; 0 for none. */
    private final byte[] questions;
    /** How many turns after each turn its answer is; 0 for none. */
    private final byte[] answers;

    Turns(IndexReader reader) throws IOException {
        long[] keys = new long[reader.numDocs()];
        int[] found = new int[keys.length];
        int count = 0;
        for (LeafReaderContext segment : reader.leaves()) {
            NumericDocValues values = numbers(segment.reader(), KEY);
            Bits alive = segment.reader().getLiveDocs();
            for (int n = values.nextDoc(); n != NO_MORE_DOCS; n = values.nextDoc()) {
                if (alive == null || alive.get(n)) {
                    keys[count] = values.longValue();
                    found[count++] = segment.docBase + n;
                }
            }
        }
        new ByKey(keys, found).sort(0, count);
        documents = Arrays.copyOf(found, count);
        places = new int[reader.maxDoc()];
        Arrays.fill(places, -1);
        for (int place = 0; place < count; place++) {
            places[documents[place]] = place;
        }
        programs = new int[count];
        for (int place = 1; place < count; place++) {
            boolean same = keys[place] >>> TURN_BITS == keys[place - 1] >>> TURN_BITS;
            programs[place] = programs[place - 1] + (same ? 0 : 1);
        }
        lengths = column(reader, LENGTH);
        middles = middles();
        questions = new byte[count];
        answers = new byte[count];
        exchange(column(reader, VOICE));
    }

    /** The values of a field of one number a turn; there may be none. */
    static NumericDocValues numbers(LeafReader segment, String field) throws IOException {
        SortedNumericDocValues values = DocValues.getSortedNumeric(segment, field);
        NumericDocValues single = DocValues.unwrapSingleton(values);
        if (single == null) {
            throw new IllegalArgumentException("a turn has several values of [" + field + "]");
        }
        return single;
    }

    int size() {
        return documents.length;
    }

    /** The place of a document of the shard; -1 if it is deleted, or no turn. */
    int place(int document) {
        return places[document];
    }

    int document(int place) {
        return documents[place];
    }

    /** The number of the program of a turn, from 0; programs are in ascending order. */
    int program(int place) {
        return programs[place];
    }

    int length(int place) {
        return lengths[place];
    }

    /** How many words of its program are before the middle of a turn. */
    double middle(int place) {
        return middles[place] / 2.0;
    }

    /** The turn that a turn answers: the last one before it by another speaker; -1 if none. */
    int question(int place) {
        return questions[place] == 0 ? -1 : place - questions[place];
    }

    /** The turn that answers a turn: the next one by another speaker; -1 if there is none. */
    int answer(int place) {
        return answers[place] == 0 ? -1 : place + answers[place];
    }

    /** The place of the first turn of the program of a turn. */
    int start(int place) {
        return first(programs[place]);
    }

    /** The place after the last turn of the program of a turn. */
    int end(int place) {
        return first(programs[place] + 1);
    }

    private int first(int program) {
        int low = 0;
        int high = programs.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (programs[middle] < program) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int[] column(IndexReader reader, String field) throws IOException {
        int[] column = new int[documents.length];
        for (LeafReaderContext segment : reader.leaves()) {
            NumericDocValues values = numbers(segment.reader(), field);
            for (int n = values.nextDoc(); n != NO_MORE_DOCS; n = values.nextDoc()) {
                int place = places[segment.docBase + n];
                if (place >= 0) {
                    column[place] = Math.toIntExact(values.longValue());
                }
            }
        }
        return column;
    }

    private int[] middles() {
        int[] found = new int[documents.length];
        int before = 0;
        for (int place = 0; place < found.length; place++) {
            boolean opens = place == 0 || programs[place] != programs[place - 1];
            before = opens ? 0 : before + lengths[place - 1];
            found[place] = 2 * before + lengths[place];
        }
        return found;
    }

    private void exchange(int[] voices) {
        int run = 0;
        for (int place = 1; place < voices.length; place++) {
            boolean sameProgram = programs[place] == programs[place - 1];
            if (!sameProgram) {
                run = place;
            } else if (voices[place] != voices[place - 1]) {
                // The turns of the run before are answered by this one.
                for (int turn = Math.max(run, place - FARTHEST); turn < place; turn++) {
                    answers[turn] = (byte) (place - turn);
                }
                run = place;
            }
            boolean asked = run > 0 && programs[run - 1] == programs[place];
            if (asked && place - run < FARTHEST) {
                questions[place] = (byte) (place - run + 1);
            }
        }
    }

    /** Sorts keys, and documents with them; segments that are sorted already are only merged. */
    private static final class ByKey extends TimSorter {

        private final long[] keys;
        private final int[] documents;
        private final long[] savedKeys;
        private final int[] savedDocuments;

        ByKey(long[] keys, int[] documents) {
            super(keys.length / 2);
            this.keys = keys;
            this.documents = documents;
            savedKeys = new long[keys.length / 2];
            savedDocuments = new int[keys.length / 2];
        }

        @Override
        protected int compare(int one, int other) {
            return Long.compare(keys[one], keys[other]);
        }

        @Override
        protected void swap(int one, int other) {
            long key = keys[one];
            int document = documents[one];
            copy(other, one);
            keys[other] = key;
            documents[other] = document;
        }

        @Override
        protected void copy(int from, int to) {
            keys[to] = keys[from];
            documents[to] = documents[from];
        }

        @Override
        protected void save(int from, int count) {
            System.arraycopy(keys, from, savedKeys, 0, count);
            System.arraycopy(documents, from, savedDocuments, 0, count);
        }

        @Override
        protected void restore(int from, int to) {
            keys[to] = savedKeys[from];
            documents[to] = savedDocuments[from];
        }

        @Override
        protected int compareSaved(int saved, int other) {
            return Long.compare(savedKeys[saved], keys[other]);
        }
    }
}
