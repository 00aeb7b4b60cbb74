"""Counts: how often something is said, by whom, when and where."""
