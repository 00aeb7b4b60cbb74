"""A segment of the index as packed, memory-mapped columns."""
