"""An index that is written: batches, workers, one transaction."""
