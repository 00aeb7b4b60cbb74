package searcher.opensearch;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.search.Query;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.SearchPlugin;

/**
 * What this plugin adds to the server: queries on transcripts, and their ranking. Each shard
 * answers for its own programs, so a program must be on one shard: it is the routing.
 */
public final class SearcherPlugin extends Plugin implements SearchPlugin {

    private final Shards shards = new Shards();

    @Override
    public List<QuerySpec<?>> getQueries() {
        return List.of(
            query("searcher_said", SearcherPlugin::said),
            query("searcher_asked", (body, context) -> exchange(body, context, true)),
            query("searcher_answered", (body, context) -> exchange(body, context, false)),
            query("searcher_within", this::within),
            query("searcher_conversation", this::conversation)
        );
    }

    @Override
    public List<RescorerSpec<?>> getRescorers() {
        return List.of(new RescorerSpec<ConversationRescorerBuilder>(
            ConversationRescorerBuilder.NAME,
            in -> new ConversationRescorerBuilder(shards, in),
            parser -> new ConversationRescorerBuilder(shards, parser)
        ));
    }

    private static QuerySpec<BodyQueryBuilder> query(
        String name, BodyQueryBuilder.Meaning meaning) {
        return new QuerySpec<>(
            name,
            in -> new BodyQueryBuilder(name, meaning, in),
            parser -> BodyQueryBuilder.parse(name, meaning, parser)
        );
    }

    private static Query said(Body body, QueryShardContext context) {
        Part part = Part.of(body.string("field", "text"), body.child("tree"));
        return new SaidQuery(part, body.number("weight", 0), body.number("mean", 1));
    }

    private Query exchange(Body body, QueryShardContext context, boolean asked)
        throws IOException {
        Query query = BodyQueryBuilder.inner(body.child("query"), context);
        return new ExchangeQuery(shards, query, asked);
    }

    private Query within(Body body, QueryShardContext context) throws IOException {
        Query left = BodyQueryBuilder.inner(body.child("left"), context);
        Query right = BodyQueryBuilder.inner(body.child("right"), context);
        return new WithinQuery(shards, left, right, body.integer("turns"));
    }

    private Query conversation(Body body, QueryShardContext context) throws IOException {
        Query query = BodyQueryBuilder.inner(body.child("query"), context);
        Question question = new Question(body, inner -> BodyQueryBuilder.inner(inner, context));
        return new ConversationQuery(shards, query, question);
    }
}
