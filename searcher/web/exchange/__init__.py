"""A request and its answer, as they go from the process that listens to one that answers."""
