"""A search as it was typed: lexer, parser, syntax tree, reference of what can be typed."""
