"""The address of an index in a cluster, and who connects to it.

    opensearch+https://search-1:9200,search-2:9200/hansard

Neither a user nor a password is in it: an address is seen by everybody who lists the processes of
the machine. They come from the environment, or from a file that only its owner can read.
"""

import os
import re
import stat
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

from index.opensearch.errors import AddressProblem

SCHEMES = {"opensearch+http": "http", "opensearch+https": "https"}
EXAMPLE = "opensearch+https://search-1:9200,search-2:9200/hansard"
PORT = 9200

#: The environment: the user, the password, the file with the certificates of who signs those of
#: the cluster, and the file that has all of these.
USER, PASSWORD = "SEARCHER_OPENSEARCH_USER", "SEARCHER_OPENSEARCH_PASSWORD"
CA, CONFIG = "SEARCHER_OPENSEARCH_CA", "SEARCHER_OPENSEARCH_CONFIG"
#: The keys of that file.
_KEYS = frozenset({"user", "password", "ca"})

_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_.-]+)(?::(\d{1,5}))?")


@dataclass(frozen=True, slots=True)
class Address:
    """An index in a cluster.

    Attributes:
        scheme: `http` or `https`.
        hosts: the nodes that are asked, each with its port.
        name: of the index.
    """

    scheme: str
    hosts: tuple[tuple[str, int], ...]
    name: str

    def __str__(self) -> str:
        hosts = ",".join(f"{host}:{port}" for host, port in self.hosts)
        return f"opensearch+{self.scheme}://{hosts}/{self.name}"


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who connects, and whom to believe.

    Attributes:
        user, password: of the cluster; None for a cluster without users.
        ca: the file with the certificates that sign those of the cluster; None for those that the
            system has.
    """

    user: str | None = None
    password: str | None = None
    ca: str | None = None

    def __repr__(self) -> str:
        return f"<Credentials of {self.user!r}>"


def parsed(text: str) -> Address:
    """The address in a text.

    Raises:
        AddressProblem: it is none.
    """
    scheme, found, rest = text.partition("://")
    hosts, _, name = rest.partition("/")
    name = name.rstrip("/")
    if "@" in hosts:
        _refuse(
            scheme + "://" + hosts.rpartition("@")[2],
            "a user or a password in an address is seen by everybody on this machine",
            f"leave it out, and set ${USER} and ${PASSWORD}",
        )
    if not found or scheme.lower() not in SCHEMES:
        _refuse(text, "this is no address of an index", f"an address is such as {EXAMPLE}")
    if not _NAME.fullmatch(name):
        _refuse(
            text,
            f"{name!r} is no name of an index" if name else "it lacks the name of the index",
            f"use small letters, digits, - and _, such as in {EXAMPLE}",
        )
    return Address(
        SCHEMES[scheme.lower()], tuple(_host(text, each) for each in hosts.split(",")), name
    )


def _host(text: str, typed: str) -> tuple[str, int]:
    match = _HOST.fullmatch(typed)
    port = int(match[2]) if match and match[2] else PORT
    if not match or not 0 < port < 1 << 16:
        _refuse(text, f"{typed!r} is no host", f"an address is such as {EXAMPLE}")
    assert match
    return match[1], port


def credentials(address: Address) -> Credentials:
    """Who connects: from the file that `$SEARCHER_OPENSEARCH_CONFIG` names, and the environment.

    Raises:
        AddressProblem: the file cannot be read, others can read it, or it has other keys.
    """
    values: dict[str, str] = {}
    if path := os.environ.get(CONFIG):
        values = _from_file(address, Path(path))
    for key, variable in (("user", USER), ("password", PASSWORD), ("ca", CA)):
        if value := os.environ.get(variable):
            values[key] = value
    if "user" in values and "password" not in values:
        _refuse(str(address), f"the user {values['user']!r} has no password", f"set ${PASSWORD}")
    if "ca" in values and not Path(values["ca"]).is_file():
        _refuse(str(address), f"the certificates {values['ca']!r} are no file", f"see ${CA}")
    return Credentials(values.get("user"), values.get("password"), values.get("ca"))


def refuse_without_client(address: str) -> None:
    """Refuse an address where the client of OpenSearch is not installed: it is an extra.

    Raises:
        AddressProblem: it is not installed.
    """
    if find_spec("opensearchpy") is None:
        _refuse(
            address,
            "the client of OpenSearch is not installed",
            "do `pip install 'transcript-searcher[opensearch]'`",
        )


def _from_file(address: Address, path: Path) -> dict[str, str]:
    # Few clusters have a file.
    import tomllib

    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if os.name == "posix" and mode & (stat.S_IRGRP | stat.S_IROTH):
                _refuse(str(address), f"others can read {path}", f"do `chmod 600 {path}`")
            values = tomllib.load(file)
    except OSError as error:
        _refuse(str(address), f"{path} cannot be read ({error.strerror})", f"see ${CONFIG}")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        _refuse(str(address), f"{path} is no TOML ({error})", 'write such as user = "reader"')
    wrong = [key for key, value in values.items() if key not in _KEYS or not isinstance(value, str)]
    if wrong:
        _refuse(
            str(address), f"{path}: {wrong[0]!r} is no key", f"keys are {', '.join(sorted(_KEYS))}"
        )
    return values


def _refuse(address: str, reason: str, advice: str) -> NoReturn:
    raise AddressProblem(address, reason, advice)
