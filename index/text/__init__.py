"""The tokenizer, and the search for words and phrases in one text."""
