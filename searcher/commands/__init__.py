"""The commands, a module each; `searcher.cli` has the table of them."""
