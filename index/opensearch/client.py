"""Requests to a cluster: to the next node where one fails, and with errors that say what to do."""

import json
import logging
import time
from collections.abc import Iterable, Mapping
from typing import Any

from opensearchpy import OpenSearch, exceptions

from index.opensearch.address import CA, PASSWORD, USER, Address, Credentials
from index.opensearch.errors import (
    ClusterProblem,
    ClusterRefused,
    ClusterUnreachable,
    ClusterUnready,
)

#: The versions of OpenSearch that this was tried with: the first one, and the next major version.
FIRST, BELOW = (2, 11), (4, 0)
#: Seconds that a request may take, and that an answer is waited for while nodes fail.
TIMEOUT, PATIENCE = 30.0, 20.0
#: The first pause before a request is sent again, in seconds; each further one is twice as long.
_PAUSE = 0.1
#: The bytes of one request with many documents; a cluster takes up to 100 MB.
BULK = 4 << 20

Body = Mapping[str, Any]


class Client:
    """Sends requests to the nodes of a cluster. Several threads may use it at once.

    Args:
        address: of the index.
        credentials: who connects.
        timeout: seconds that a request may take.
        patience: seconds in which nodes that fail are asked again.
    """

    def __init__(
        self,
        address: Address,
        credentials: Credentials,
        *,
        timeout: float = TIMEOUT,
        patience: float = PATIENCE,
    ) -> None:
        self.address = address
        self._patience = patience
        auth = None if credentials.user is None else (credentials.user, credentials.password or "")
        # It says on standard error which node failed: whoever uses us needs to know only the end.
        logging.getLogger("opensearch").setLevel(logging.CRITICAL)
        self._transport = OpenSearch(
            hosts=[{"host": host.strip("[]"), "port": port} for host, port in address.hosts],
            http_auth=auth,
            use_ssl=address.scheme == "https",
            verify_certs=True,
            ca_certs=credentials.ca,
            timeout=timeout,
            max_retries=2 * len(address.hosts),
            retry_on_timeout=True,
            # A node that failed is asked again after a second, not after a minute.
            dead_timeout=1,
            timeout_cutoff=0,
            http_compress=False,
        ).transport

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def request(
        self,
        method: str,
        path: str,
        body: Body | bytes | None = None,
        *,
        ignore: tuple[int, ...] = (),
        patience: float | None = None,
        **params: Any,
    ) -> Any:
        """The answer to a request, as JSON.

        Args:
            method: of HTTP.
            path: below the address of a node.
            body: JSON, or lines of it.
            ignore: statuses that are no error.
            patience: seconds in which nodes that fail are asked again; None for the usual.
            params: after the question mark.

        Raises:
            ClusterProblem: no node answered, or one refused.
        """
        began, pause = time.monotonic(), _PAUSE
        patience = self._patience if patience is None else patience
        while True:
            try:
                return self._transport.perform_request(
                    method,
                    path,
                    params={**params, "ignore": ignore} if ignore else params,
                    body=body,
                )
            except exceptions.TransportError as error:
                again = is_passing(error) and time.monotonic() - began < patience
                if not again:
                    raise self.problem(error) from error
            except exceptions.OpenSearchException as error:
                raise ClusterUnready(
                    str(self.address), f"its answer makes no sense ({_short(str(error))})", _LOOK
                ) from error
            time.sleep(pause)
            pause = min(2 * pause, 2.0)

    def bulk(self, index: str, actions: Iterable[bytes]) -> None:
        """Send documents, about `BULK` bytes at a time.

        Args:
            index: where they belong.
            actions: for each document its lines, which end with a line feed.

        Raises:
            ClusterProblem: the cluster does not take one of them.
        """
        lines: list[bytes] = []
        size = 0
        for action in actions:
            lines.append(action)
            size += len(action)
            if size >= BULK:
                self._send(index, b"".join(lines))
                lines, size = [], 0
        if lines:
            self._send(index, b"".join(lines))

    def _send(self, index: str, lines: bytes) -> None:
        """Send lines; what a busy cluster puts off is sent again."""
        began, pause = time.monotonic(), _PAUSE
        while True:
            answer = self.request("POST", f"/{index}/_bulk", lines)
            if not answer.get("errors"):
                return
            failed = [
                next(iter(item.values()))
                for item in answer["items"]
                if next(iter(item.values())).get("status", 200) not in (200, 201, 404)
            ]
            if not failed:
                return
            passing = all(item["status"] in _PASSING for item in failed)
            if not passing or time.monotonic() - began > self._patience:
                raise self.explained(failed[0]["status"], failed[0].get("error", {}))
            time.sleep(pause)
            pause = min(2 * pause, 5.0)

    def refuse_other_versions(self) -> None:
        """Check that this is OpenSearch, of a version that is supported.

        Raises:
            ClusterProblem: it is not, or it does not answer.
        """
        # A wrong address is told at once.
        about = self.request("GET", "/", patience=min(1.0, self._patience))
        version = about.get("version", {}) if isinstance(about, dict) else {}
        number = str(version.get("number", ""))
        if version.get("distribution") != "opensearch":
            raise ClusterRefused(
                str(self.address),
                f"this is no OpenSearch (its version is {number or 'not known'})",
                "name a node of a cluster of OpenSearch",
            )
        parts = tuple(int(part) for part in number.split(".")[:2] if part.isdecimal())
        if not FIRST <= parts < BELOW:
            first, below = ".".join(map(str, FIRST)), ".".join(map(str, BELOW))
            raise ClusterRefused(
                str(self.address),
                f"OpenSearch {number} is not supported",
                f"use a version from {first} on, below {below}",
            )

    def problem(self, error: exceptions.TransportError) -> ClusterProblem:
        """What is wrong, and what to do."""
        if isinstance(error, exceptions.SSLError):
            return ClusterRefused(
                str(self.address),
                f"its certificate cannot be trusted ({_short(str(error.info))})",
                f"name the file with the certificates of its authority in ${CA}",
            )
        if isinstance(error, exceptions.ConnectionTimeout):
            return ClusterUnreachable(
                str(self.address), "no node answered in time", "try again, or look at its load"
            )
        if isinstance(error, exceptions.ConnectionError):
            return ClusterUnreachable(
                str(self.address),
                f"no node answers ({_short(str(error.error))})",
                "check the address, and whether the cluster runs",
            )
        info = error.info if isinstance(error.info, dict) else {}
        found = info.get("error", {})
        if isinstance(found, dict) and (causes := found.get("root_cause")):
            # Of several shards, the first one says why.
            found = {**found, **causes[0]}
        status = error.status_code if isinstance(error.status_code, int) else 0
        return self.explained(status, found if isinstance(found, dict) else {"reason": found})

    def explained(self, status: int, error: Mapping[str, Any]) -> ClusterProblem:
        """The error for a status, and what the cluster says of it."""
        address = str(self.address)
        kind, reason = str(error.get("type", "")), str(error.get("reason", ""))
        if status == 401:
            return ClusterRefused(
                address, "it does not know this user", f"set ${USER} and ${PASSWORD}"
            )
        if "cluster_block" in kind or "blocked by" in reason:
            if "flood-stage" in reason or "disk usage exceeded" in reason:
                return ClusterUnready(
                    address, "a disk of the cluster is full, so it cannot be written",
                    "make room, then the cluster takes writes again",
                )  # fmt: skip
            if "read-only" in reason or "read_only" in reason:
                return ClusterUnready(
                    address, "the index is read-only",
                    "clear its setting index.blocks.write or index.blocks.read_only",
                )  # fmt: skip
            return ClusterUnready(address, f"the cluster is blocked ({_short(reason)})", _LOOK)
        if status == 403:
            return ClusterRefused(
                address, f"this user may not do that ({_short(reason)})", "ask for the permission"
            )
        if status == 429 or "rejected" in kind or "circuit_breaking" in kind:
            return ClusterUnready(
                address, f"the cluster has too much work ({_short(reason)})", "try again later"
            )
        if status in (502, 503, 504):
            return ClusterUnready(
                address, f"the cluster is red: not every shard answers ({_short(reason)})", _LOOK
            )
        return ClusterUnready(
            address, f"it refused a request with status {status} ({kind}: {_short(reason)})", _LOOK
        )


#: What passes if one waits.
_PASSING = frozenset({429, 502, 503, 504})
_LOOK = "look at its health (_cluster/health) and its log"


def is_passing(error: exceptions.TransportError) -> bool:
    """Whether another try may succeed."""
    if isinstance(error, exceptions.SSLError):
        return False
    return isinstance(error, exceptions.ConnectionError) or error.status_code in _PASSING


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 160 else line[:159] + "…"


def as_line(values: Body) -> bytes:
    """JSON as a line of a request with many documents."""
    return (
        json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )
        + b"\n"
    )
