"""Readers of JSON: speech recognition, podcasts, oral arguments, utterances."""
