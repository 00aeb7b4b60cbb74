package searcher.opensearch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.lucene.index.LeafReader;

/**
 * A part of a search that has positions: a word, a phrase, alternatives, nearness, a window. It
 * counts as `searcher/matching/positions.py` and `postings.py` count.
 */
abstract class Part {

    /**
     * The part in a segment, before its first turn.
     *
     * @param positions whether positions will be asked for; how often a word is said needs none
     * @return null if no turn of the segment matches
     */
    abstract Cursor open(LeafReader segment, boolean positions) throws IOException;

    /** What the part is made of, for comparisons. */
    abstract Object source();

    @Override
    public final boolean equals(Object other) {
        return other instanceof Part
            && getClass() == other.getClass()
            && source().equals(((Part) other).source());
    }

    @Override
    public final int hashCode() {
        return Objects.hash(getClass(), source());
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + source();
    }

    /** The part that a request describes. */
    static Part of(String field, Body body) {
        switch (body.onlyKey("only")) {
            case "word":
                return new Words(field, body.strings("word"), body.optional("only"));
            case "phrase":
                return Phrase.of(field, body);
            case "one_of":
                return new OneOf(all(field, body.list("one_of")));
            case "near":
                return Near.of(field, body.child("near"));
            case "window":
                return Window.of(field, body.child("window"));
            default:
                throw body.wrong("is no part of a search: word, phrase, one_of, near or window");
        }
    }

    static List<Part> all(String field, List<Body> bodies) {
        List<Part> parts = new ArrayList<>();
        for (Body body : bodies) {
            parts.add(of(field, body));
        }
        return parts;
    }

    /**
     * A cursor over the turns that have all of some parts.
     *
     * @param joining makes it of the cursors of the parts
     * @return null if one of the parts matches nowhere
     */
    static Cursor openTogether(
        List<Part> parts, LeafReader segment, Function<List<Cursor>, Together> joining)
        throws IOException {
        List<Cursor> opened = new ArrayList<>();
        for (Part part : parts) {
            Cursor cursor = part.open(segment, true);
            if (cursor == null) {
                return null;
            }
            opened.add(cursor);
        }
        return joining.apply(opened);
    }
}
