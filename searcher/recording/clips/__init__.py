"""Clips: stretches of recordings cut out, in a folder of their own, or a list of them."""
