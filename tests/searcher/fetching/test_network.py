"""Which addresses are those of the internet."""

from ipaddress import ip_address

import pytest

from searcher.fetching.network import is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1",
        "169.254.169.254", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "fc00::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a00:1::",
        "2001:0:0:0:0:0:80ff:fffe",
    ],
)  # fmt: skip
def test_addresses_inside(address: str) -> None:
    """This machine, networks inside, and what translators make of these."""
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "64:ff9b::101:101"]
)
def test_addresses_of_the_internet(address: str) -> None:
    """They may be asked."""
    assert is_public(ip_address(address))
