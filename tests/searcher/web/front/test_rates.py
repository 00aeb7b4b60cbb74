"""How often a client may ask: a burst, then a steady rate; the table is bounded."""

from searcher.web.front.rates import Rates, network


def test_a_burst_and_then_a_steady_rate() -> None:
    """Ten seconds' worth at once; then one each half of a second."""
    rates = Rates(2)
    assert [rates.wait("a", 0.0) for _ in range(20)] == [0.0] * 20
    assert rates.wait("a", 0.0) == 0.5
    assert rates.wait("a", 0.25) == 0.25
    assert rates.wait("a", 0.5) == 0.0
    assert rates.wait("a", 0.5) == 0.5
    assert rates.wait("b", 0.5) == 0.0


def test_a_bucket_holds_no_more_than_a_burst() -> None:
    """However long a client was away."""
    rates = Rates(1)
    rates.wait("a", 0.0)
    assert sum(rates.wait("a", 1e6) == 0 for _ in range(30)) == 10


def test_no_rate_is_no_limit() -> None:
    """And nothing is remembered."""
    rates = Rates(0)
    assert {rates.wait("a", 0.0) for _ in range(1000)} == {0.0}
    assert len(rates) == 0


def test_the_table_is_bounded() -> None:
    """Who asked longest ago is forgotten first."""
    rates = Rates(0.05)
    assert rates.wait("first", 0.0) == 0.0
    assert rates.wait("first", 0.0) > 0
    for n in range(20_000):
        rates.wait(f"10.0.{n // 256}.{n % 256}", 0.0)
    assert len(rates) == 10_000
    assert rates.wait("first", 0.0) == 0.0


def test_addresses_that_one_client_can_choose_from() -> None:
    """A network of version 6 is one client; an address of version 4 in it is itself."""
    assert network("192.0.2.1") == "192.0.2.1"
    assert network("2001:db8:1:2:3:4:5:6") == network("2001:db8:1:2::9") == "2001:db8:1:2::/64"
    assert network("2001:db8:1:3::9") != network("2001:db8:1:2::9")
    assert network("::ffff:192.0.2.1") == "192.0.2.1"
    assert network("fe80::1%eth0") == "fe80::/64"
    assert network("unix:") == "unix:"
