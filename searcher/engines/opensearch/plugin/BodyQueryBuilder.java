package searcher.opensearch;

import java.io.IOException;
import java.util.Map;
import org.apache.lucene.search.Query;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.DeprecationHandler;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.index.query.AbstractQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.index.query.Rewriteable;

/** A query of this plugin as it is sent: its body is kept as it is, and read on each shard. */
final class BodyQueryBuilder extends AbstractQueryBuilder<BodyQueryBuilder> {

    /** What a body means. */
    interface Meaning {
        Query read(Body body, QueryShardContext context) throws IOException;
    }

    private final String name;
    private final Meaning meaning;
    private final Map<String, Object> body;

    BodyQueryBuilder(String name, Meaning meaning, Map<String, Object> body) {
        this.name = name;
        this.meaning = meaning;
        this.body = body;
    }

    BodyQueryBuilder(String name, Meaning meaning, StreamInput in) throws IOException {
        super(in);
        this.name = name;
        this.meaning = meaning;
        body = in.readMap();
    }

    static BodyQueryBuilder parse(String name, Meaning meaning, XContentParser parser)
        throws IOException {
        return new BodyQueryBuilder(name, meaning, parser.map());
    }

    /** A query that is in a body, such as that of a question. */
    static Query inner(Body body, QueryShardContext context) throws IOException {
        // Its own parser reads JSON, and not objects.
        try (
            XContentBuilder json = JsonXContent.contentBuilder().map(body.values());
            XContentParser parser = JsonXContent.jsonXContent.createParser(
                context.getXContentRegistry(),
                DeprecationHandler.THROW_UNSUPPORTED_OPERATION,
                BytesReference.bytes(json).streamInput()
            )
        ) {
            QueryBuilder query = parseInnerQueryBuilder(parser);
            return Rewriteable.rewrite(query, context, true).toQuery(context);
        }
    }

    @Override
    public String getWriteableName() {
        return name;
    }

    @Override
    protected void doWriteTo(StreamOutput out) throws IOException {
        out.writeMap(body);
    }

    @Override
    protected void doXContent(XContentBuilder builder, Params params) throws IOException {
        builder.field(name, body);
    }

    @Override
    protected Query doToQuery(QueryShardContext context) throws IOException {
        return meaning.read(new Body(name, body), context);
    }

    @Override
    protected boolean doEquals(BodyQueryBuilder other) {
        return name.equals(other.name) && body.equals(other.body);
    }

    @Override
    protected int doHashCode() {
        return 31 * name.hashCode() + body.hashCode();
    }
}
