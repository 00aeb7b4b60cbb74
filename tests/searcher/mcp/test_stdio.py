"""The process: it writes nothing but the protocol, and ends with its client or by a signal."""

import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from index.update.update import update
from tests.conftest import REPOSITORY
from tests.searcher.mcp.client import command

_INITIALIZE: dict[str, Any] = {
    "jsonrpc": "2.0", "id": 1, "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {},
               "clientInfo": {"name": "test", "version": "1"}},
}  # fmt: skip
_WAIT = 60


@contextmanager
def started(index: Path) -> Iterator[subprocess.Popen[str]]:
    """The server, ready to answer."""
    with subprocess.Popen(
        command(index), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, cwd=REPOSITORY,
    ) as process:  # fmt: skip
        try:
            send(process, _INITIALIZE)
            assert answer(process)["result"]["serverInfo"]["name"] == "searcher"
            send(process, {"jsonrpc": "2.0", "method": "notifications/initialized"})
            yield process
        finally:
            process.kill()


def send(process: "subprocess.Popen[str]", message: object) -> None:
    """Send a message, or a line that is none."""
    assert process.stdin is not None
    line = message if isinstance(message, str) else json.dumps(message)
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def answer(process: "subprocess.Popen[str]") -> dict[str, Any]:
    """The next message of the server."""
    assert process.stdout is not None
    message: dict[str, Any] = json.loads(process.stdout.readline())
    return message


def search(number: int, query: str) -> dict[str, object]:
    """A call of the tool `search`."""
    return {
        "jsonrpc": "2.0", "id": number, "method": "tools/call",
        "params": {"name": "search", "arguments": {"query": query}},
    }  # fmt: skip


def test_the_end_of_the_input_ends_it(samples_index: Path) -> None:
    """With status 0, and nothing on standard error."""
    with started(samples_index) as process:
        out, err = process.communicate(timeout=_WAIT)
        assert (process.returncode, out, err) == (0, "", "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it(samples_index: Path, number: signal.Signals) -> None:
    """While it waits for a request: with status 0, no trace, and no message."""
    with started(samples_index) as process:
        process.send_signal(number)
        assert process.wait(_WAIT) == 0
        out, err = process.communicate(timeout=_WAIT)
        assert (out, err) == ("", "")


def test_a_client_that_reads_no_more(samples_index: Path) -> None:
    """The server ends, though its input is still open."""
    with started(samples_index) as process:
        assert process.stdout is not None
        process.stdout.close()
        send(process, search(2, "M protein"))
        assert process.wait(_WAIT) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_lines_that_are_no_requests(samples_index: Path) -> None:
    """They are passed over: the next request is answered, and each line of output is JSON."""
    with started(samples_index) as process:
        for line in ("", "no JSON", '{"a": 1}', "[]", "\x00", '"' * 10_000):
            send(process, line)
        send(process, search(7, "M protein"))
        found = answer(process)
        while found.get("id") != 7:
            found = answer(process)
        assert found["result"]["structuredContent"]["total"] == 13


def test_what_is_said_is_no_markup(tmp_path: Path) -> None:
    """Each answer is one line, whatever the transcript holds."""
    talk = tmp_path / "talk.md"
    talk.write_text("**Ann:** A heron \x1b[31mred\x85 and\u2028 more.\n\n**Ben:** Yes.\n")
    update(tmp_path / "index", [talk])
    with started(tmp_path / "index") as process:
        send(process, search(2, "heron"))
        found = answer(process)
        said = found["result"]["structuredContent"]["quotes"][0]["quote"]["text"]
        assert "heron" in said
        assert not {"\x1b", "\x85", "\u2028"} & set(said)
