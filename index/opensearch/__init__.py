"""An index in an OpenSearch cluster: how it is written, and what is known of it here."""
