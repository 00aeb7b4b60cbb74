"""The address of an index in a cluster, and who connects."""

from pathlib import Path

import pytest

from index.opensearch import address
from index.opensearch.address import CA, CONFIG, PASSWORD, USER, Address, Credentials, parsed
from index.opensearch.errors import AddressProblem


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (USER, PASSWORD, CA, CONFIG):
        monkeypatch.delenv(name, raising=False)


def test_an_address_has_nodes_and_a_name() -> None:
    """The port of a node is the usual one where none is given."""
    found = parsed("opensearch+https://one:9201,two,[::1]:80/talk-2")
    assert found == Address("https", (("one", 9201), ("two", 9200), ("[::1]", 80)), "talk-2")
    assert parsed(str(found)) == found


REFUSED = {
    "http://one:9200/talk": "this is no address of an index",
    "opensearch://one/talk": "this is no address of an index",
    "opensearch+http://one": "it lacks the name of the index",
    "opensearch+http://one/": "it lacks the name of the index",
    "opensearch+http://one/Talk": "'Talk' is no name of an index",
    "opensearch+http://one/a/b": "'a/b' is no name of an index",
    "opensearch+http://one/../x": "'../x' is no name of an index",
    "opensearch+http:///talk": "'' is no host",
    "opensearch+http://one:0/talk": "'one:0' is no host",
    "opensearch+http://one:99999/talk": "'one:99999' is no host",
    "opensearch+http://o ne/talk": "'o ne' is no host",
}


@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_no_address_is_refused(typed: str) -> None:
    """With what is wrong with it, and an example."""
    with pytest.raises(AddressProblem) as caught:
        parsed(typed)
    assert str(caught.value).startswith(f"{typed}: {REFUSED[typed]}; ")
    assert "opensearch+https://search-1:9200" in str(caught.value)


def test_a_password_is_in_no_address() -> None:
    """Nor in the error that says so."""
    with pytest.raises(AddressProblem) as caught:
        parsed("opensearch+https://reader:secret@one/talk")
    assert "secret" not in str(caught.value)
    assert f"${USER} and ${PASSWORD}" in str(caught.value)


HERE = Address("https", (("one", 9200),), "talk")


def test_who_connects_is_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nobody, if nothing is there."""
    assert address.credentials(HERE) == Credentials()
    monkeypatch.setenv(USER, "reader")
    with pytest.raises(AddressProblem, match=r"the user 'reader' has no password; set \$"):
        address.credentials(HERE)
    monkeypatch.setenv(PASSWORD, "secret")
    assert address.credentials(HERE) == Credentials("reader", "secret")
    assert "secret" not in repr(address.credentials(HERE))
    monkeypatch.setenv(CA, str(tmp_path / "ca.pem"))
    with pytest.raises(AddressProblem, match="are no file"):
        address.credentials(HERE)


def test_who_connects_is_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Only its owner can read it; the environment goes before it."""
    path = tmp_path / "cluster.toml"
    path.write_text('user = "reader"\npassword = "secret"\n')
    path.chmod(0o644)
    monkeypatch.setenv(CONFIG, str(path))
    with pytest.raises(AddressProblem, match="others can read"):
        address.credentials(HERE)
    path.chmod(0o600)
    assert address.credentials(HERE) == Credentials("reader", "secret")
    monkeypatch.setenv(USER, "writer")
    assert address.credentials(HERE) == Credentials("writer", "secret")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("user = ", "is no TOML"),
        ('host = "x"', "'host' is no key"),
        ("user = 1", "'user' is no key"),
    ],
)
def test_a_file_that_makes_no_sense(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, said: str
) -> None:
    """It is named."""
    path = tmp_path / "cluster.toml"
    path.write_text(text)
    path.chmod(0o600)
    monkeypatch.setenv(CONFIG, str(path))
    with pytest.raises(AddressProblem, match=said) as caught:
        address.credentials(HERE)
    assert str(path) in str(caught.value)
    monkeypatch.setenv(CONFIG, str(tmp_path / "nowhere.toml"))
    with pytest.raises(AddressProblem, match=r"nowhere\.toml cannot be read"):
        address.credentials(HERE)
