"""What Whoosh needs to write and open a segment of packed columns."""
