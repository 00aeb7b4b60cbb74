"""The errors of a cluster: one line each, with the address, what is wrong, and what to do.

ClusterProblem          a cluster that cannot be used as an index
├─ ClusterUnreachable   no node answers, or none in time
├─ ClusterUnready       it answers, and cannot search or write: red, read-only, full
├─ ClusterRefused       it refuses the user, or this version of it is not supported
├─ AddressProblem       what was typed is no address of an index
└─ ClusterLocked        another process is writing the index
"""

from index.errors import IndexProblem


class ClusterProblem(IndexProblem):
    """A cluster that cannot be used as an index.

    Attributes:
        address: of the index, without a password.
    """

    def __init__(self, address: str, reason: str, advice: str) -> None:
        super().__init__(address, reason, advice)
        self.address = address

    def __str__(self) -> str:
        # A path would make one slash of the two of an address.
        return f"{self.address}: {self.reason}; {self.advice}"


class ClusterUnreachable(ClusterProblem):
    """A cluster of which no node answers in time."""


class ClusterUnready(ClusterProblem):
    """A cluster that answers, and cannot search or write now."""


class ClusterRefused(ClusterProblem):
    """A cluster that refuses the user, or that is of a version that is not supported."""


class AddressProblem(ClusterProblem):
    """What is no address of an index in a cluster."""


class ClusterLocked(ClusterProblem):
    """An index in a cluster that another process is writing."""

    def __init__(self, address: str, holder: str) -> None:
        super().__init__(
            address,
            f"another process ({holder}) is writing this index",
            "wait until it has ended; one that was killed is let go of after five minutes",
        )
