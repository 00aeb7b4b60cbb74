"""The order of quotes: tiers, ranking as conversation, explanations.

`conversation` computes the parts of a score, `parameters` has their weights, and `cascade` tries
the tiers in turn.
"""
