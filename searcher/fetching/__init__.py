"""Fetching feeds, and the transcripts that they name; nothing else is ever fetched."""
