"""What passages of talk mean, as vectors of a sentence model: an extra of an index."""
