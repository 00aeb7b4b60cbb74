"""Readers of captions: WebVTT and SRT (`captions`), SBV, SubStation Alpha, TTML, YouTube's own."""
