package searcher.opensearch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;

/** A word in any of its forms; some forms may count in some languages only. */
final class Words extends Part {

    private static final String LANGUAGE = "language";

    private final String field;
    private final List<String> forms;
    private final Body only;

    /** @param only for some of the forms, the languages in which they count; null for none */
    Words(String field, List<String> forms, Body only) {
        this.field = field;
        this.forms = forms;
        this.only = only;
    }

    @Override
    Object source() {
        return List.of(field, forms, only == null ? "" : only);
    }

    @Override
    Cursor open(LeafReader segment, boolean positions) throws IOException {
        Terms terms = segment.terms(field);
        if (terms == null) {
            return null;
        }
        TermsEnum words = terms.iterator();
        List<Cursor> opened = new ArrayList<>();
        for (String form : forms) {
            if (words.seekExact(new BytesRef(form))) {
                int wanted = positions ? PostingsEnum.POSITIONS : PostingsEnum.FREQS;
                PostingsEnum postings = words.postings(null, wanted);
                boolean everywhere = only == null || !only.has(form);
                opened.add(
                    new Form(postings, everywhere ? postings : spoken(postings, form, segment))
                );
            }
        }
        return Union.of(opened);
    }

    private DocIdSetIterator spoken(PostingsEnum postings, String form, LeafReader segment)
        throws IOException {
        return new Spoken(
            postings,
            DocValues.getSortedSet(segment, LANGUAGE),
            new HashSet<>(only.strings(form))
        );
    }

    /** One form of a word. */
    private static final class Form extends Cursor {

        private final PostingsEnum postings;
        private final DocIdSetIterator documents;
        private final Matches matches = new Matches();
        private int read = -1;

        Form(PostingsEnum postings, DocIdSetIterator documents) {
            this.postings = postings;
            this.documents = documents;
        }

        @Override
        DocIdSetIterator documents() {
            return documents;
        }

        @Override
        boolean isExact() {
            return true;
        }

        @Override
        int count() throws IOException {
            return postings.freq();
        }

        @Override
        Matches matches() throws IOException {
            // Positions can be read only once.
            if (read != postings.docID()) {
                read = postings.docID();
                matches.clear();
                for (int left = postings.freq(); left > 0; left--) {
                    int position = postings.nextPosition();
                    matches.add(position, position);
                }
            }
            return matches;
        }
    }

    /** The turns of a form that are in one of some languages. */
    private static final class Spoken extends DocIdSetIterator {

        private final PostingsEnum postings;
        private final SortedSetDocValues languages;
        private final Set<String> wanted;

        Spoken(PostingsEnum postings, SortedSetDocValues languages, Set<String> wanted) {
            this.postings = postings;
            this.languages = languages;
            this.wanted = wanted;
        }

        @Override
        public int docID() {
            return postings.docID();
        }

        @Override
        public int nextDoc() throws IOException {
            return next(postings.nextDoc());
        }

        @Override
        public int advance(int target) throws IOException {
            return next(postings.advance(target));
        }

        @Override
        public long cost() {
            return postings.cost();
        }

        private int next(int from) throws IOException {
            int document = from;
            while (document != NO_MORE_DOCS && !isWanted(document)) {
                document = postings.nextDoc();
            }
            return document;
        }

        private boolean isWanted(int document) throws IOException {
            return languages.advanceExact(document)
                && wanted.contains(languages.lookupOrd(languages.nextOrd()).utf8ToString());
        }
    }
}
