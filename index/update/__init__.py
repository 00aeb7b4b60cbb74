"""An index that is written: which files are read, and one transaction."""
