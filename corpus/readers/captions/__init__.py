"""Readers of captions: WebVTT and SRT, SBV, SAMI, MicroDVD, SubStation Alpha, TTML, YouTube."""
