"""Transcripts: files in, programs with their speaker turns out.

`corpus.load` walks files and folders, `corpus.readers` knows the formats and
`corpus.model` says what a program, a turn and a participant are. Nothing here
knows of an index or of a terminal.
"""
