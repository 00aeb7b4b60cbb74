"""The state of an index in a cluster: its generation, and who is writing it.

It is one document, which is replaced only if it is still what was read. So a commit is one step.
Programs are numbered, and a program that is read again gets another number. A search sees those
below the limit that it has read here; what is being written is above it. A program that is gone or
replaced is named here, and its turns are deleted by the next process that writes: nothing that a
search is reading is taken away from it.

A process that writes holds the lock in this document, and says now and then that it lives. One that
was killed is let go of. It can commit nothing any more, and the numbers that it had reserved are
nobody else's, so that what it still writes is never seen.
"""

import os
import socket
import time
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from index import fields as index_fields
from index.opensearch import mapping
from index.opensearch.client import Client
from index.opensearch.errors import ClusterLocked, ClusterRefused, ClusterUnready

KIND = "transcript-searcher index in a cluster"
ID = "state"
#: Seconds after which a process that says nothing is taken for dead, and after which it says it.
DEAD, ALIVE = 300.0, 15.0
#: Seconds between two looks at a lock.
_PAUSE = 0.5


@dataclass(frozen=True, slots=True)
class State:
    """What an index in a cluster is at the moment.

    Attributes:
        identity: a number of this index, by which another one under its name is known.
        generation: how many commits there were.
        limit: programs with a lower number are there, but for those below.
        reserved: up to this number, programs may be written; each number is used once.
        removed: the numbers of programs that are gone, and whose turns may still be there.
        aborted: ranges of numbers, of which the second one is not in the range, that a process had
            reserved which did not commit them. It may be alive, and write there at any time.
        links: names that were found, with the name of the person, where the two differ.
        texts: `speakers.toml` and `synonyms.toml`, where there are any.
        holder: who writes it; empty if nobody does.
        alive: when that process last said that it lives, in seconds since the epoch.
        version: the formats of the documents and of the fields.
    """

    identity: str = ""
    generation: int = 0
    limit: int = 1
    reserved: int = 1
    removed: tuple[int, ...] = ()
    aborted: tuple[tuple[int, int], ...] = ()
    links: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    holder: str = ""
    alive: float = 0.0
    version: tuple[int, int] = (mapping.VERSION, index_fields.VERSION)


@dataclass(frozen=True, slots=True)
class Versioned:
    """A state, and which write it is of: another one has changed it since, if that differs."""

    state: State
    sequence: int
    term: int


def read(client: Client) -> Versioned | None:
    """The state of the index of a client, or None if there is none.

    Raises:
        ClusterProblem: the cluster does not answer.
    """
    path = f"/{mapping.programs_of(client.address.name)}/_doc/{ID}"
    found = client.request("GET", path, ignore=(404,), realtime="true")
    if not isinstance(found, dict) or not found.get("found"):
        return None
    body = found["_source"].get("body", {})
    if body.get("kind") != KIND:
        raise ClusterUnready(
            str(client.address), "the index of this name is none of searcher", "choose another name"
        )
    version = tuple(body.get("version", ()))
    if version != State().version:
        raise ClusterRefused(
            str(client.address),
            f"another version of searcher made this index ({_shown(version)}, not "
            f"{_shown(State().version)})",
            "index the transcripts again under another name",
        )
    known = {one.name for one in fields(State)}
    values = {name: value for name, value in body.items() if name in known}
    values |= {
        "removed": tuple(values.get("removed", ())),
        "aborted": tuple((low, high) for low, high in values.get("aborted", ())),
        "version": version,
    }
    return Versioned(State(**values), found["_seq_no"], found["_primary_term"])


def _shown(version: tuple[int, ...]) -> Any:
    return ".".join(map(str, version))


def read_existing(client: Client) -> Versioned:
    """The state of an index that must be there.

    Raises:
        IndexMissing: there is none.
        ClusterProblem: as `read`.
    """
    found = read(client)
    if found is None or not found.state.generation:
        raise ClusterUnready(
            str(client.address),
            "there is no index of this name",
            "`searcher index --engine URL PATH` makes one",
        )
    return found


def _without_reserved(state: State) -> State:
    """The state without the numbers that a process had reserved and has not used."""
    if state.reserved == state.limit:
        return state
    lost = (state.limit, state.reserved)
    return replace(state, limit=state.reserved, aborted=(*state.aborted, lost))


def visible(state: State) -> dict[str, Any]:
    """What the turns of a state match, and no others, as a query."""
    gone: list[dict[str, Any]] = [
        {"range": {"p": {"gte": low, "lt": high}}} for low, high in state.aborted
    ]
    if state.removed:
        gone.append({"terms": {"p": list(state.removed)}})
    return {"bool": {"filter": [{"range": {"p": {"lt": state.limit}}}], "must_not": gone}}


def write(client: Client, state: State, before: Versioned | None) -> Versioned | None:
    """Replace the state, if it is still the one before; None if another process was faster."""
    path = f"/{mapping.programs_of(client.address.name)}/_doc/{ID}"
    params: dict[str, Any] = {"op_type": "create"}
    if before is not None:
        params = {"if_seq_no": before.sequence, "if_primary_term": before.term}
    body = {"kind": "state", "body": {"kind": KIND, **asdict(state)}}
    found = client.request("PUT", path, body, ignore=(409,), **params)
    if "_seq_no" not in found:
        # The answer to a first try may be lost: then it is ours that is there.
        now = read(client)
        return now if now is not None and now.state == state else None
    return Versioned(state, found["_seq_no"], found["_primary_term"])


class Lock:
    """Who writes an index. It is held from `acquire` to `release`.

    Args:
        client: of the index.
        wait: seconds to wait for another process.
    """

    def __init__(self, client: Client, wait: float = 0.0) -> None:
        self._client = client
        self._wait = wait
        self.holder = f"{socket.gethostname()} {os.getpid()} {uuid.uuid4().hex[:8]}"
        self.held: Versioned | None = None

    def acquire(self) -> State:
        """Take the lock; the state as it is.

        Raises:
            ClusterLocked: another process holds it.
        """
        began = time.monotonic()
        while True:
            before = read(self._client)
            state = before.state if before else State(identity=uuid.uuid4().hex)
            if not state.holder or time.time() - state.alive > DEAD:
                mine = replace(_without_reserved(state), holder=self.holder, alive=time.time())
                self.held = write(self._client, mine, before)
                if self.held is not None:
                    return mine
                continue
            if time.monotonic() - began > self._wait:
                raise ClusterLocked(str(self._client.address), state.holder.rpartition(" ")[0])
            time.sleep(_PAUSE)

    def renew(self, change: Callable[[State], State] = lambda state: state) -> State:
        """Say that this process lives, and change the state.

        Raises:
            ClusterLocked: another process has taken the lock, because this one was silent.
        """
        assert self.held is not None
        state = replace(change(self.held.state), alive=time.time())
        held = write(self._client, state, self.held)
        if held is None:
            now = read(self._client)
            holder = now.state.holder.rpartition(" ")[0] if now else "nobody"
            self.held = None
            raise ClusterLocked(str(self._client.address), holder or "that has ended")
        self.held = held
        return state

    def renew_if_due(self) -> None:
        """Say that this process lives, unless it was said a moment ago."""
        if self.held is not None and time.time() - self.held.state.alive > ALIVE:
            self.renew()

    def release(self) -> None:
        """Let go of the lock, if it is held."""
        if self.held is not None:
            self.renew(lambda state: replace(state, holder=""))
            self.held = None
