"""What the server allows: hosts, tokens, sizes and rates."""

from searcher.value import Value

#: The names of this machine for itself.
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


class Policy(Value):
    """What the server allows.

    Attributes:
        hosts: the names that a client may call the server by, in lower case, without a port;
            any other one is refused, so that no foreign page can make a browser ask this server
            under a name of its own (DNS rebinding).
        token: what a client must know; "" if nobody is asked.
        body: the most bytes of a request.
        address: the most bytes of an address.
        rate: the most requests of one client in a second, on average; 0 for any number.
    """

    hosts: tuple[str, ...] = LOOPBACK
    token: str = ""
    body: int = 1_000_000
    address: int = 16_000
    rate: float = 0.0
