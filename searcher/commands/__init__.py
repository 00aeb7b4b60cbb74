"""The commands, one module each. `searcher.cli` has the table of them."""
