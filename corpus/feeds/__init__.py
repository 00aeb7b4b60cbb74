"""Feeds of podcasts: what is known of the transcripts that lie beside a feed that was saved."""
