"""Readers of captions: WebVTT and SRT, SBV, SubStation Alpha, TTML, YouTube's own."""
