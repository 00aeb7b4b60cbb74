"""From files to segments, on several processes: tasks, workers, batches."""
