package searcher.opensearch;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/** The turns that match a query, all of them ranked as conversation. */
final class ConversationQuery extends FoundQuery {

    private final Query query;
    private final Question question;

    ConversationQuery(Shards shards, Query query, Question question) {
        super(shards, "conversation");
        this.query = query;
        this.question = question;
    }

    @Override
    Object source() {
        return List.of(query, question);
    }

    @Override
    Found find(IndexSearcher searcher, Turns turns, boolean scores) throws IOException {
        Found matching = Found.places(query, searcher, turns, false);
        if (!scores) {
            return matching;
        }
        int[] places = new int[matching.size()];
        for (int row = 0; row < places.length; row++) {
            places[row] = matching.number(row);
        }
        double[] ranked = Conversation.scores(question, searcher, turns, places);
        Found found = new Found();
        for (int row = 0; row < places.length; row++) {
            found.add(places[row], (float) ranked[row]);
        }
        return found;
    }
}
