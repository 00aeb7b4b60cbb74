"""The order of quotes: tiers, ranking as conversation, explanations."""
