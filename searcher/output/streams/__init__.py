"""Streams: where output goes, a terminal, a screen, a pager or a file."""
