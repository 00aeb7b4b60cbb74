"""Readers of Markdown."""
