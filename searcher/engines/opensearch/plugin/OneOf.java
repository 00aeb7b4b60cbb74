package searcher.opensearch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.LeafReader;

/** Words and phrases that count as one word, such as synonyms. */
final class OneOf extends Part {

    private final List<Part> parts;

    OneOf(List<Part> parts) {
        this.parts = parts;
    }

    @Override
    Object source() {
        return parts;
    }

    @Override
    Cursor open(LeafReader segment, boolean positions) throws IOException {
        List<Cursor> opened = new ArrayList<>();
        for (Part part : parts) {
            Cursor cursor = part.open(segment, positions);
            if (cursor != null) {
                opened.add(cursor);
            }
        }
        return Union.of(opened);
    }
}
