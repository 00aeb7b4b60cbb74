"""The files that an index was made from: whether they are there, and whether they have changed."""
