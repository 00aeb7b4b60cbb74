"""Folders that are followed: when their files have changed, and an index brought up to date."""
