"""Readers of captions: WebVTT, SRT (`captions`), SBV, SAMI, MicroDVD, SubStation, TTML, YouTube."""
