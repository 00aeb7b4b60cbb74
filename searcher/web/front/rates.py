"""How often each client may ask: a bucket of tokens for each, which fills at a steady rate."""

import ipaddress
from collections import OrderedDict

#: A client may ask for so many seconds' worth at once: a page comes with its files.
_BURST = 10.0
#: So many clients are remembered, those who asked last.
_CLIENTS = 10_000
#: One customer of a network usually has as many addresses of version 6 as this leaves.
_NETWORK = 64


class Rates:
    """The buckets.

    Args:
        rate: requests a second; 0 for any number.
    """

    def __init__(self, rate: float) -> None:
        self._rate = rate
        self._most = max(1.0, rate * _BURST)
        #: Of each client what was in the bucket, and when.
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        """How many clients are remembered."""
        return len(self._buckets)

    def wait(self, client: str, now: float) -> float:
        """How long a client must wait until its next request, in seconds; 0 if not at all.

        Args:
            client: its address.
            now: the time of a clock that only goes on, in seconds.
        """
        if not self._rate:
            return 0.0
        client = network(client)
        held, at = self._buckets.pop(client, (self._most, now))
        held = min(self._most, held + (now - at) * self._rate)
        wait = 0.0 if held >= 1 else (1 - held) / self._rate
        self._buckets[client] = (held if wait else held - 1, now)
        if len(self._buckets) > _CLIENTS:
            self._buckets.popitem(last=False)
        return wait


def network(client: str) -> str:
    """What one client can choose its address from: the address itself, or a network."""
    if ":" not in client:
        return client
    try:
        address = ipaddress.IPv6Address(client.partition("%")[0])
    except ValueError:
        return client
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((address, _NETWORK), strict=False))
