"""What can go wrong with a cluster on this machine: one error, one line."""


class ClusterError(Exception):
    """A server that cannot be fetched, built or started; the text says what to do."""
