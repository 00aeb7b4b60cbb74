package searcher.opensearch;

import java.io.IOException;
import java.util.Map;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.index.query.QueryRewriteContext;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.search.rescore.RescoreContext;
import org.opensearch.search.rescore.RescorerBuilder;

/** The rescorer as it is sent: its body is that of the query, without the turns to be ranked. */
final class ConversationRescorerBuilder extends RescorerBuilder<ConversationRescorerBuilder> {

    static final String NAME = "searcher_conversation";

    private final Shards shards;
    private final Map<String, Object> body;

    ConversationRescorerBuilder(Shards shards, XContentParser parser) throws IOException {
        this.shards = shards;
        body = parser.map();
    }

    ConversationRescorerBuilder(Shards shards, StreamInput in) throws IOException {
        super(in);
        this.shards = shards;
        body = in.readMap();
    }

    @Override
    protected void doWriteTo(StreamOutput out) throws IOException {
        out.writeMap(body);
    }

    @Override
    public String getWriteableName() {
        return NAME;
    }

    @Override
    protected void doXContent(XContentBuilder builder, Params params) throws IOException {
        builder.field(NAME, body);
    }

    @Override
    public RescorerBuilder<ConversationRescorerBuilder> rewrite(QueryRewriteContext context) {
        return this;
    }

    @Override
    protected RescoreContext innerBuildContext(int windowSize, QueryShardContext context)
        throws IOException {
        Question question = new Question(
            new Body(NAME, body), inner -> BodyQueryBuilder.inner(inner, context));
        return new RescoreContext(windowSize, new ConversationRescorer(shards, question));
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && body.equals(((ConversationRescorerBuilder) other).body);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + body.hashCode();
    }
}
