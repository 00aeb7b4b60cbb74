"""From the query tree to turns: postings, positions, exchanges, BM25."""
