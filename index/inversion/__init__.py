"""Texts to postings: a batch of documents inverted, field by field."""
