"""Readers of annotated recordings, a tier a voice: ELAN, Praat, Transcriber, EXMARaLDA."""
