"""From the syntax tree to the query tree: word forms, wildcards, fuzzy words, synonyms, filters."""
