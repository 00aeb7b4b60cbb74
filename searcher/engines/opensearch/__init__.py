"""The engine of an index in an OpenSearch cluster."""
