package searcher.opensearch;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.opensearch.search.rescore.RescoreContext;
import org.opensearch.search.rescore.Rescorer;

/** Ranks the turns that a search found first as conversation; their first scores are replaced. */
final class ConversationRescorer implements Rescorer {

    private static final Comparator<ScoreDoc> BEST_FIRST =
        Comparator.<ScoreDoc>comparingDouble(turn -> -turn.score)
            .thenComparingInt(turn -> turn.doc);

    private final Shards shards;
    private final Question question;

    ConversationRescorer(Shards shards, Question question) {
        this.shards = shards;
        this.question = question;
    }

    @Override
    public TopDocs rescore(TopDocs first, IndexSearcher searcher, RescoreContext context)
        throws IOException {
        Turns turns = shards.turns(searcher.getIndexReader());
        Found found = new Found();
        for (int row = 0; row < first.scoreDocs.length; row++) {
            int place = turns.place(first.scoreDocs[row].doc);
            if (place >= 0) {
                found.add(place, row);
            }
        }
        found.sort();
        int[] places = new int[found.size()];
        for (int row = 0; row < places.length; row++) {
            places[row] = found.number(row);
        }
        double[] scores = Conversation.scores(question, searcher, turns, places);
        ScoreDoc[] ranked = new ScoreDoc[places.length];
        for (int row = 0; row < places.length; row++) {
            ScoreDoc turn = first.scoreDocs[(int) found.score(row)];
            ranked[row] = new ScoreDoc(turn.doc, (float) scores[row], turn.shardIndex);
        }
        Arrays.sort(ranked, BEST_FIRST);
        return new TopDocs(first.totalHits, ranked);
    }

    @Override
    public Explanation explain(
        int document, IndexSearcher searcher, RescoreContext context, Explanation first)
        throws IOException {
        Turns turns = shards.turns(searcher.getIndexReader());
        int[] places = {turns.place(document)};
        double[] scores = Conversation.scores(question, searcher, turns, places);
        return Explanation.match(scores[0], "ranked as conversation", first);
    }
}
