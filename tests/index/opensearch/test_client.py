"""Requests to a cluster: the next node where one fails, and one line that says what to do."""

import itertools

import pytest

from index.opensearch.address import Credentials, parsed
from index.opensearch.client import Client, as_line
from index.opensearch.errors import (
    ClusterProblem,
    ClusterRefused,
    ClusterUnreachable,
    ClusterUnready,
)
from tests.index.opensearch.canned import ABOUT, Answer, Answers, error, node


def client(url: str, *, timeout: float = 5.0, patience: float = 0.0) -> Client:
    """A client of the index `talk`."""
    return Client(parsed(f"{url}/talk"), Credentials(), timeout=timeout, patience=patience)


FAULTS = {
    "unknown user": (
        error(401, "security_exception", "no"),
        ClusterRefused,
        "it does not know this user; set $SEARCHER_OPENSEARCH_USER and "
        "$SEARCHER_OPENSEARCH_PASSWORD",
    ),
    "no right": (
        error(403, "security_exception", "no permissions for [write]"),
        ClusterRefused,
        "this user may not do that (no permissions for [write]); ask for the permission",
    ),
    "full": (
        error(429, "cluster_block_exception",
              "index [talk] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage "
              "watermark, index has read-only-allow-delete block];"),
        ClusterUnready,
        "a disk of the cluster is full, so it cannot be written; make room, then the cluster "
        "takes writes again",
    ),
    "read-only": (
        error(403, "cluster_block_exception",
              "index [talk] blocked by: [FORBIDDEN/5/index read-only (api)];"),
        ClusterUnready,
        "the index is read-only; clear its setting index.blocks.write or index.blocks.read_only",
    ),
    "no manager": (
        error(503, "cluster_block_exception", "blocked by: [SERVICE_UNAVAILABLE/2/no manager];"),
        ClusterUnready,
        "the cluster is blocked (blocked by: [SERVICE_UNAVAILABLE/2/no manager];); look at its "
        "health (_cluster/health) and its log",
    ),
    "busy": (
        error(429, "rejected_execution_exception", "queue is full"),
        ClusterUnready,
        "the cluster has too much work (queue is full); try again later",
    ),
    "red": (
        error(503, "search_phase_execution_exception", "all shards failed"),
        ClusterUnready,
        "the cluster is red: not every shard answers (all shards failed); look at its health "
        "(_cluster/health) and its log",
    ),
    "a request that it cannot read": (
        error(400, "parsing_exception", "unknown query"),
        ClusterUnready,
        "it refused a request with status 400 (parsing_exception: unknown query); look at its "
        "health (_cluster/health) and its log",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_has_one_line(fault: str) -> None:
    """It names the address, what is wrong, and what to do."""
    answer, kind, said = FAULTS[fault]
    with node(lambda *_: answer) as one, pytest.raises(kind) as caught:
        client(one.url).request("GET", "/talk/_search")
    assert str(caught.value) == f"{one.url}/talk: {said}"


def test_an_answer_that_is_no_json() -> None:
    """It is no traceback."""
    with node(lambda *_: Answer(200, b"<html>")) as one, pytest.raises(ClusterProblem) as caught:
        client(one.url).request("GET", "/")
    assert "\n" not in str(caught.value)


def test_no_node_answers() -> None:
    """A port on which nobody listens."""
    with node(lambda *_: ABOUT) as one:
        url = one.url
    with pytest.raises(ClusterUnreachable, match=r"no node answers .*; check the address, and"):
        client(url).request("GET", "/")


def test_a_node_that_is_too_slow() -> None:
    """Nobody waits for ever."""
    import threading

    over = threading.Event()

    def slow(*_: str) -> Answer:
        over.wait(20)
        return ABOUT

    with node(slow) as one:
        try:
            with pytest.raises(ClusterUnreachable, match="no node answered in time"):
                client(one.url, timeout=0.05).request("GET", "/")
        finally:
            over.set()


def test_the_next_node_is_asked() -> None:
    """One refuses the connection, one is not ready, one answers."""
    with node(lambda *_: ABOUT) as gone:
        pass
    red = error(503, "cluster_block_exception", "not yet")
    with node(lambda *_: red) as unready, node(lambda *_: ABOUT) as whole:
        hosts = ",".join(each.host for each in (gone, unready, whole))
        for _ in range(5):
            found = client(f"opensearch+http://{hosts}").request("GET", "/")
            assert found == ABOUT.body


def test_what_passes_is_asked_again() -> None:
    """A node that is busy is asked until it answers, if there is time."""
    answers = itertools.chain([error(429, "rejected", "busy")] * 2, itertools.repeat(ABOUT))
    with node(lambda *_: next(answers)) as one:
        assert client(one.url, patience=30).request("GET", "/") == ABOUT.body


VERSIONS = {
    "elasticsearch": (
        {"number": "8.11.0"},
        "this is no OpenSearch (its version is 8.11.0)",
    ),
    "older": (
        {"distribution": "opensearch", "number": "1.3.2"},
        "OpenSearch 1.3.2 is not supported; use a version from 2.11 on, below 4.0",
    ),
    "newer": (
        {"distribution": "opensearch", "number": "4.0.0"},
        "OpenSearch 4.0.0 is not supported; use a version from 2.11 on, below 4.0",
    ),
}


@pytest.mark.parametrize("name", VERSIONS)
def test_other_versions_are_refused(name: str) -> None:
    """Before anything is asked of them."""
    version, said = VERSIONS[name]
    about = Answer(200, {"version": version})
    with node({"/": about}) as one, pytest.raises(ClusterRefused) as caught:
        client(one.url).refuse_other_versions()
    assert said in str(caught.value)


def test_a_version_that_is_supported() -> None:
    """It is not refused."""
    with node({"/": ABOUT}) as one:
        client(one.url).refuse_other_versions()
        assert one.asked == ["GET /"]


def bulk(*statuses: int) -> Answer:
    """What a cluster says of several documents."""
    items = [
        {"index": {"status": status, "error": {"type": "x", "reason": f"status {status}"}}}
        for status in statuses
    ]
    return Answer(200, {"errors": any(status > 201 for status in statuses), "items": items})


def test_documents_that_are_put_off_are_sent_again() -> None:
    """They have their ids, so none is there twice."""
    answers = iter([bulk(201, 429), bulk(200, 201)])
    with node(lambda *_: next(answers)) as one:
        client(one.url, patience=30).bulk("talk", [as_line({"a": 1})])
        assert one.asked == ["POST /talk/_bulk"] * 2


def test_a_document_that_is_refused() -> None:
    """Nothing is lost without a word."""
    answers: Answers = lambda *_: bulk(201, 400)  # noqa: E731
    with node(answers) as one, pytest.raises(ClusterUnready, match="status 400"):
        client(one.url, patience=30).bulk("talk", [as_line({"a": 1})])


def test_what_is_deleted_twice_is_gone() -> None:
    """A run that was broken off may have deleted it."""
    answers: Answers = lambda *_: bulk(200, 404)  # noqa: E731
    with node(answers) as one:
        client(one.url).bulk("talk", [as_line({"delete": {"_id": "1"}})])
