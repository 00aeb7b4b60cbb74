package searcher.opensearch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;

/** The order of the turns of each shard, kept as long as a state of the shard is open. */
final class Shards {

    private final Map<IndexReader.CacheKey, Turns> known = new ConcurrentHashMap<>();

    Turns turns(IndexReader reader) throws IOException {
        IndexReader.CacheHelper helper = reader.getReaderCacheHelper();
        if (helper == null) {
            return new Turns(reader);
        }
        try {
            return known.computeIfAbsent(helper.getKey(), key -> compute(reader, helper));
        } catch (UncheckedIOException error) {
            throw error.getCause();
        }
    }

    private Turns compute(IndexReader reader, IndexReader.CacheHelper helper) {
        try {
            Turns turns = new Turns(reader);
            helper.addClosedListener(known::remove);
            return turns;
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
