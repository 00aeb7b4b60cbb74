"""The local engine: it searches an index on this machine."""
