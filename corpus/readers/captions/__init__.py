"""Readers of captions: WebVTT and SRT."""
