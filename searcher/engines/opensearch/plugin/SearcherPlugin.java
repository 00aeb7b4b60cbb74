package searcher.opensearch;

import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.SearchPlugin;

/** What this plugin adds to the server: queries on transcripts, and their ranking. */
public final class SearcherPlugin extends Plugin implements SearchPlugin {}
