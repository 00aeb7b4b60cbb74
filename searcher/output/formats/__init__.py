"""The formats: one module for each, which the table in `searcher.output.printer` names."""
