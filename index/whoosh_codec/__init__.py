"""A codec of Whoosh: writes and opens segments of packed columns."""
