"""Transcripts in an index: programs in, turns and postings out."""
