"""A change to an index in a cluster: as `index.update.transaction`, and committed in steps.

A step is some programs and the files that they were made of. A run that is broken off has made its
first steps, and the next run goes on after them, because it reads files that have changed or that
no step has written. Each program is replaced as a whole.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace as changed
from pathlib import Path
from typing import Any, Self

from corpus.model import RESTRICTED, Program
from index.columnar.entries import Entries
from index.columnar.reader import SegmentColumns
from index.errors import CommitInterrupted, PartInterrupted
from index.library import manifest
from index.library.manifest import SourceFile
from index.opensearch import mapping, state
from index.opensearch.client import Client, as_line
from index.opensearch.documents import Written, lines
from index.opensearch.errors import ClusterProblem, ClusterRefused
from index.opensearch.scroll import scrolled
from index.opensearch.state import Lock, State
from index.parts import in_parts
from index.registry import corrections, linkage
from index.turn_record import decoded, read_entry, read_turn

#: The turns of one step.
STEP = 50_000
#: The files of an index on this machine that a cluster keeps as texts.
SYNONYMS = "synonyms.toml"
TEXTS = (corrections.NAME, SYNONYMS)
#: The shards of a new index, and the copies of each.
SHARDS, REPLICAS = 4, 1


class ClusterChange:
    """The programs and sources of an index in a cluster while they are changed.

    It is a context manager, and has what an update asks of a `Transaction`. It holds the lock of
    the index. Until `commit` nothing is visible.

    Args:
        client: of the index.
        wait: seconds to wait for another process that writes it.
        shards, replicas: of an index that is made.

    Attributes:
        directory: a folder for what is written on the way.
        sources: the files that the programs were made of.

    Raises:
        ClusterProblem: the cluster does not answer, or another process writes the index.
        PartInterrupted: an interrupt came when a step was made, or was about to be.
        CommitInterrupted: an interrupt came when all steps were made.
    """

    def __init__(
        self, client: Client, wait: float = 0.0, *, shards: int = SHARDS, replicas: int = REPLICAS
    ) -> None:
        self._client = client
        self._name = client.address.name
        self._shape = shards, replicas
        self._lock = Lock(client, wait)
        self.directory = Path()
        self.sources: dict[str, SourceFile] = {}
        self._before: dict[str, SourceFile] = {}
        #: The number of each program that is there.
        self._programs: dict[str, int] = {}
        self._gone: set[str] = set()
        self._added: list[tuple[Path, set[str]]] = []
        #: Whether a step may have been made, and whether all are.
        self._is_begun = self._is_made = False

    def __enter__(self) -> Self:
        self._client.refuse_other_versions()
        self._make()
        found = self._lock.acquire()
        self.directory = Path(tempfile.mkdtemp(prefix="searcher-"))
        try:
            for name, text in found.texts.items():
                (self.directory / name).write_text(text, encoding="utf-8")
            self._clean(found)
            self._read()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *raised: object) -> None:
        try:
            self._finish(failed=raised[0] is not None)
        except KeyboardInterrupt as interrupt:
            self._tell(interrupt)
            raise
        if isinstance(raised[1], KeyboardInterrupt):
            self._tell(raised[1])

    def _tell(self, interrupt: KeyboardInterrupt) -> None:
        """Raise another exception where an interrupt has not undone the change."""
        if self._is_made:
            raise CommitInterrupted from interrupt
        if self._is_begun:
            raise PartInterrupted from interrupt

    def _finish(self, *, failed: bool) -> None:
        try:
            if not failed and self._lock.held and self._texts() != self._lock.held.state.texts:
                self._lock.renew(lambda now: changed(now, texts=self._texts()))
        finally:
            self._end()

    def _end(self) -> None:
        shutil.rmtree(self.directory, ignore_errors=True)
        # A cluster that does not answer says so by the error that led here.
        with suppress(ClusterProblem):
            self._lock.release()

    @property
    def lock(self) -> None:
        """A forked process inherits nothing that it must not hold."""
        return

    @property
    def is_behind(self) -> bool:
        """Nobody is protected and no word is corrected there by hand: see `searcher copy`."""
        return False

    def hidden(self) -> set[str]:
        """No program that is there may not be shown."""
        return set()

    # What an update does

    def new_segment(self) -> Path:
        """A file for a new segment."""
        return Path(tempfile.mkstemp(suffix=".segment", dir=self.directory)[1])

    def add(self, segment: Path, _: int) -> None:
        """Take up a segment that was written."""
        self._lock.renew_if_due()
        self._added.append((segment, set()))

    def drop(self, programs: Iterable[str]) -> None:
        """Delete programs that were there before this change."""
        self._gone.update(programs)

    def drop_added(self, programs: Iterable[str]) -> int:
        """Delete programs from everywhere; how many turns of those that were just added."""
        programs = set(programs)
        self._gone |= programs
        turns = 0
        for segment, without in self._added:
            for program in _programs(segment):
                if program.id in programs - without:
                    turns += len(program.turns)
                    without.add(program.id)
        return turns

    def commit(self) -> None:
        """Make the change visible, a step at a time."""
        self._commit(
            program
            for segment, without in self._added
            for program in _programs(segment)
            if program.id not in without
        )

    def commit_programs(self, programs: Iterable[Program], links: Mapping[str, str]) -> None:
        """Make programs visible that were read elsewhere, and let go of all others.

        Args:
            programs: with their turns.
            links: who is who among those who speak in them.
        """
        self._gone.update(self._programs)
        self._commit(programs, dict(links))

    def renewed_texts(self, folder: Path) -> Path:
        """The folder of the corrections, without any, and with the synonyms of another folder."""
        for name in TEXTS:
            (self.directory / name).unlink(missing_ok=True)
        if (folder / SYNONYMS).exists():
            shutil.copyfile(folder / SYNONYMS, self.directory / SYNONYMS)
        return self.directory

    # The steps

    def _commit(self, programs: Iterable[Program], links: dict[str, str] | None = None) -> None:
        written: set[str] = set()
        for step in in_parts(programs, STEP):
            numbers = self._write(step)
            written |= numbers.keys()
            replaced = [self._programs[name] for name in numbers if name in self._programs]
            self._programs |= numbers
            self._commit_state(replaced)
            self._keep_sources(written, last=False)
        gone = [number for name, number in self._programs.items() if name in self._gone - written]
        self._programs = {
            name: number
            for name, number in self._programs.items()
            if name not in self._gone - written
        }
        if links is None:
            names = {name for source in self.sources.values() for name in source.speakers}
            links = linkage.link(names)
        self._commit_state(gone, links=links, texts=self._texts())
        self._keep_sources(written, last=True)
        self._is_made = True

    def _write(self, programs: Sequence[Program]) -> dict[str, int]:
        """Write the turns of programs; the number that each has got."""
        first = self._lock.renew(
            lambda now: changed(now, reserved=now.reserved + len(programs))
        ).reserved - len(programs)
        held = self._lock.held
        generation = held.state.generation + 1 if held else 0
        about: list[bytes] = []

        def of_turns() -> Iterator[bytes]:
            for number, program in enumerate(programs, first):
                self._refuse_restricted(program)
                turns, line = lines(program, Written(number, generation))
                yield from turns
                about.append(line)
                self._lock.renew_if_due()

        self._client.bulk(self._name, of_turns())
        self._client.bulk(mapping.programs_of(self._name), about)
        self._refresh()
        return {program.id: number for number, program in enumerate(programs, first)}

    def _refuse_restricted(self, program: Program) -> None:
        """Refuse a program that may not be shown: whoever asks the cluster would see it.

        Raises:
            ClusterRefused: it may not be shown.
        """
        if program.access == RESTRICTED:
            raise ClusterRefused(
                str(self._client.address),
                f"{program.path} is restricted, and a cluster keeps nothing from whoever asks it",
                "index it on this machine, then `searcher copy` what may be shown",
            )

    def _commit_state(self, gone: Sequence[int], **also: Any) -> None:
        self._is_begun = True
        self._lock.renew(
            lambda now: changed(
                now,
                generation=now.generation + 1,
                limit=now.reserved,
                removed=(*now.removed, *gone),
                **also,
            )
        )

    def _keep_sources(self, written: set[str], *, last: bool) -> None:
        """Keep the files of which all programs are there; in the end all, and no others.

        If the process ends before that, they are read again by the next one.
        """
        kept = {
            path: source
            for path, source in self.sources.items()
            if source != self._before.get(path) and (last or written.issuperset(source.programs))
            and (last or source.programs)
        }  # fmt: skip
        actions = [
            as_line({"index": {"_id": _source_id(path)}})
            + as_line({"kind": "source", "body": {"path": path, **source._asdict()}})
            for path, source in kept.items()
        ]
        self._before |= kept
        if last:
            for path in [path for path in self._before if path not in self.sources]:
                actions.append(as_line({"delete": {"_id": _source_id(path)}}))
                del self._before[path]
        if actions:
            self._client.bulk(mapping.programs_of(self._name), actions)
            self._client.request("POST", f"/{mapping.programs_of(self._name)}/_refresh")

    def _texts(self) -> dict[str, str]:
        return {
            name: (self.directory / name).read_text(encoding="utf-8")
            for name in TEXTS
            if (self.directory / name).exists()
        }

    def _refresh(self) -> None:
        self._client.request("POST", f"/{self._name},{mapping.programs_of(self._name)}/_refresh")

    # What is there

    def _make(self) -> None:
        """Make the two indexes, if they are not there."""
        shards, replicas = self._shape
        bodies = (
            (mapping.programs_of(self._name), mapping.programs_body(replicas)),
            (self._name, mapping.turns_body(shards, replicas)),
        )
        there = [self._is_there(name) for name, _ in bodies]
        if there == [False, True]:
            raise ClusterRefused(
                str(self._client.address),
                "an index of this name is there, and searcher did not make it",
                "choose another name",
            )
        for (name, body), found in zip(bodies, there, strict=True):
            made = {} if found else self._client.request("PUT", f"/{name}", body, ignore=(400,))
            kind = made.get("error", {}).get("type", "")
            if kind and kind != "resource_already_exists_exception":
                raise self._client.explained(400, made["error"])

    def _is_there(self, name: str) -> bool:
        found = self._client.request("GET", f"/{name}/_settings", ignore=(404,))
        return bool(found.get("status") != 404)

    def _read(self) -> None:
        """Read the sources and the numbers of programs."""
        now = self._lock.held.state if self._lock.held else State()
        index = mapping.programs_of(self._name)
        for hit in scrolled(self._client, index, {"term": {"kind": "source"}}):
            values = hit["_source"]["body"]
            self.sources[values.pop("path")] = manifest.source_of(values)
        self._before = dict(self.sources)
        there = {"bool": {"must": [{"term": {"kind": "program"}}], "filter": [state.visible(now)]}}
        for hit in scrolled(self._client, index, there, fields=["p", "body.id"]):
            self._programs[hit["_source"]["body"]["id"]] = hit["_source"]["p"]

    def _clean(self, now: State) -> None:
        """Delete what was replaced before, and what a broken run has left."""
        self._client.request("POST", f"/{self._name},{mapping.programs_of(self._name)}/_refresh")
        gone: list[dict[str, Any]] = [
            {"range": {"p": {"gte": low, "lt": high}}} for low, high in now.aborted
        ]
        if now.removed:
            gone.append({"terms": {"p": list(now.removed)}})
        if not gone:
            return
        query = {"bool": {"should": gone, "minimum_should_match": 1}}
        for index in (self._name, mapping.programs_of(self._name)):
            self._client.bulk(index, self._deleting(index, query))
        self._refresh()
        self._lock.renew(lambda state: changed(state, removed=()))

    def _deleting(self, index: str, query: dict[str, Any]) -> Iterator[bytes]:
        """The lines that delete what matches a query."""
        for hit in scrolled(self._client, index, query, fields=[]):
            about = {"_id": hit["_id"], "routing": hit.get("_routing", hit["_id"])}
            yield as_line({"delete": about})
            self._lock.renew_if_due()


def _programs(segment: Path) -> Iterator[Program]:
    """The programs of a segment, with their turns."""
    columns = SegmentColumns.open(segment)
    try:
        entries: Entries = columns.entries
        for first in entries.documents.tolist():
            entry = read_entry(decoded(entries.get(first) or b""))
            turns = tuple(
                read_turn(decoded(columns.records[first + n])) for n in range(entry.turns)
            )
            yield changed(entry.program, turns=turns)
    finally:
        columns.close()


def _source_id(path: str) -> str:
    return (
        "source-"
        + hashlib.blake2b(path.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    )
