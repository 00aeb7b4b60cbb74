"""An index in a cluster that is changed: in steps, by one process at a time, each program whole."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from corpus.model import Participant, Program, Turn
from index.errors import CommitInterrupted, PartInterrupted
from index.opensearch import catalogue_writer, change, state
from index.opensearch.catalogue import Catalogue, opened
from index.opensearch.catalogue_writer import NAME
from index.opensearch.change import ClusterChange
from index.opensearch.client import Client
from index.opensearch.cluster import Cluster as ClusterIndex
from index.opensearch.errors import ClusterLocked, ClusterRefused, ClusterUnready
from index.opensearch.mapping import programs_of
from index.opensearch.outline import unpacked_words
from index.opensearch.scroll import scrolled
from index.update.removal import remove
from index.update.summary import Summary
from index.update.update import update
from searcher.archive import Archive
from tests.index.opensearch.canned import served
from tests.index.opensearch.fake_cluster import FakeCluster
from tests.opensearch.cluster import Cluster
from tests.searcher.engines.opensearch.archives import address

SERVER = pytest.param("server", marks=[pytest.mark.slow, pytest.mark.opensearch])


@pytest.fixture(params=["memory", SERVER])
def where(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an index of each test, which is not there: in memory, and on a server."""
    name = request.node.name.partition("[")[0].lower()
    if request.param == "server":
        cluster: Cluster = request.getfixturevalue("cluster")
        yield address(cluster, name)
        return
    with served(FakeCluster().answer) as node:
        yield f"{node.url}/{name}"


@pytest.fixture
def index(where: str) -> Iterator[ClusterIndex]:
    """That index."""
    opened_index = ClusterIndex.of(where, shards=1, replicas=0)
    yield opened_index
    opened_index.close()


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    """Three transcripts."""
    folder = tmp_path / "talks"
    folder.mkdir()
    for name, word in (("one", "harbour"), ("two", "river"), ("three", "steeple")):
        text = f"Ann Lee: What of the {word}?\nBo Ray: The {word} is fine.\nAnn Lee: Good.\n"
        (folder / f"{name}.txt").write_text(text)
    return folder


def said(where: str, *words: str) -> list[tuple[str, int]]:
    """Where words are said."""
    with Archive.open(where) as archive:
        return sorted((quote.program.id, quote.turn.number) for quote in archive.search(*words))


def turns_there(index: ClusterIndex) -> int:
    """How many turns the cluster keeps, also those that no search finds."""
    body = {"query": {"match_all": {}}, "size": 0, "track_total_hits": True}
    found = index.client.request("POST", f"/{index.address.name}/_search", body)
    return int(found["hits"]["total"]["value"])


def everything(index: ClusterIndex) -> str:
    """All that the cluster keeps of an index, words that are packed included."""
    name = index.address.name
    found = []
    for each in (name, programs_of(name)):
        for hit in scrolled(index.client, each, {"match_all": {}}):
            body = hit["_source"].get("body", {})
            words = unpacked_words(body["words"]) if "words" in body else {}
            found.append(f"{hit} {words}")
    return "\n".join(found)


def numbers(index: ClusterIndex) -> dict[str, int]:
    """The number of each program."""
    now = state.read_existing(index.client).state
    catalogue: Catalogue = opened(index.client, now)
    found = {
        entry.program.id: int(number)
        for number, entry in zip(catalogue.numbers.tolist(), catalogue.entries(), strict=True)
    }
    catalogue.close()
    return found


def test_only_what_changed_is_sent(index: ClusterIndex, where: str, talks: Path) -> None:
    """A program that is replaced has another number; one that is gone is found no more."""
    first: Summary = update(index, [talks])
    assert (first.programs, first.turns) == (3, 9)
    before = numbers(index)
    again = update(index, [talks])
    assert (again.programs, again.unchanged) == (0, 3)
    assert numbers(index) == before
    (talks / "two.txt").write_text("Ann Lee: What of the weir?\nBo Ray: The weir is dry.\n")
    (talks / "three.txt").unlink()
    third = update(index, [talks])
    assert (third.programs, third.again, third.dropped, third.unchanged) == (1, 1, 1, 1)
    after = numbers(index)
    assert sorted(after) == ["one", "two"]
    assert (after["one"], after["two"] > max(before.values())) == (before["one"], True)
    assert said(where, "weir") == [("two", 1), ("two", 2)]
    assert said(where, "river") == said(where, "steeple") == []
    assert said(where, "harbour") == [("one", 1), ("one", 2)]


def test_what_was_replaced_is_deleted_by_the_next_run(index: ClusterIndex, talks: Path) -> None:
    """Until then nothing is taken away from a search that reads it."""
    update(index, [talks])
    (talks / "two.txt").unlink()
    update(index, [talks])
    assert len(state.read_existing(index.client).state.removed) == 1
    assert turns_there(index) == 9
    (talks / "four.txt").write_text("Ann Lee: What of the lock?\nBo Ray: It is shut.\n")
    update(index, [talks])
    assert state.read_existing(index.client).state.removed == ()
    assert turns_there(index) == 8


def test_programs_are_removed(index: ClusterIndex, where: str, talks: Path) -> None:
    """By their ids or by their files."""
    with pytest.raises(ClusterUnready, match="there is no index of this name"):
        remove(index, ["one"])
    update(index, [talks])
    assert remove(index, ["one", str(talks / "two.txt")]).programs == ["one", "two"]
    assert sorted(numbers(index)) == ["three"]
    assert said(where, "harbour") == []


def test_a_run_that_is_broken_off_is_completed(
    index: ClusterIndex, where: str, talks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was committed stays, and is not read again; what was half written is never seen."""
    monkeypatch.setattr(change, "STEP", 1)
    commit = ClusterChange._commit_state
    steps: list[int] = []

    def broken(self: ClusterChange, *args: object, **also: object) -> None:
        steps.append(1)
        if len(steps) == 2:
            raise ConnectionAbortedError
        commit(self, *args, **also)  # type: ignore[arg-type]

    monkeypatch.setattr(ClusterChange, "_commit_state", broken)
    with pytest.raises(ConnectionAbortedError):
        update(index, [talks])
    assert len(numbers(index)) == 1
    (whole,) = numbers(index)
    assert {found[0] for found in said(where, "NOT nothing")} == {whole}
    monkeypatch.setattr(ClusterChange, "_commit_state", commit)
    again = update(index, [talks])
    assert (again.programs, again.unchanged) == (2, 1)
    assert len(said(where, "NOT nothing")) == 9
    assert len(set(numbers(index).values())) == 3


@pytest.mark.parametrize(
    ("step", "kind"), [(1, KeyboardInterrupt), (2, PartInterrupted), (9, CommitInterrupted)]
)
def test_an_interrupt_tells_what_was_made(
    index: ClusterIndex,
    talks: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: int,
    kind: type[KeyboardInterrupt],
) -> None:
    """Nothing before the first step, some of it between two, all after the last one."""
    monkeypatch.setattr(change, "STEP", 1)
    write, end = ClusterChange._write, ClusterChange._end
    steps: list[int] = []

    def interrupted(self: ClusterChange, programs: Sequence[Program]) -> dict[str, int]:
        steps.append(1)
        if len(steps) == step:
            raise KeyboardInterrupt
        return write(self, programs)

    def interrupted_end(self: ClusterChange) -> None:
        end(self)
        if step == 9:
            raise KeyboardInterrupt

    monkeypatch.setattr(ClusterChange, "_write", interrupted)
    monkeypatch.setattr(ClusterChange, "_end", interrupted_end)
    with pytest.raises(KeyboardInterrupt) as raised:
        update(index, [talks])
    assert type(raised.value) is kind
    if step == 1:
        with pytest.raises(ClusterUnready):
            numbers(index)
    else:
        assert len(numbers(index)) == {2: 1, 9: 3}[step]


def talk(word: str) -> Program:
    """A program of one turn."""
    turns = (Turn(1, "Ann Lee", "Ann Lee", f"The {word} is here."),)
    people = (Participant("Ann Lee", ("Ann Lee",)),)
    return Program(word, word, f"{word}.txt", "labelled", participants=people, turns=turns)


def test_two_writers_do_not_mix(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is there keeps others away; one that was silent too long can commit nothing."""
    first, second = ClusterIndex.of(where, shards=1, replicas=0), ClusterIndex.of(where)
    sleeping = first.change(0)
    with sleeping:
        with (
            pytest.raises(ClusterLocked, match="is writing this index; wait until"),
            second.change(0),
        ):
            pass
        sleeping._write([talk("lighthouse")])
        monkeypatch.setattr(state, "DEAD", -1.0)
        with second.change(0) as taken:
            taken.commit_programs([talk("ferry")], {})
        monkeypatch.undo()
        # What it still sends has numbers that are nobody else's.
        with pytest.raises(ClusterLocked, match="is writing this index"):
            sleeping.commit_programs([talk("buoy")], {})
    assert said(where, "NOT nothing") == [("ferry", 1)]
    first.close()
    second.close()


def test_an_index_that_is_no_index_of_ours(where: str) -> None:
    """Nothing is written into it."""
    index = ClusterIndex.of(where)
    index.client.request("PUT", f"/{index.address.name}", {"mappings": {"properties": {}}})
    with pytest.raises(ClusterRefused, match="an index of this name is there, and searcher did"):
        update(index, [])
    index.close()


def test_a_catalogue_that_is_damaged_is_made_again(
    index: ClusterIndex, where: str, talks: Path
) -> None:
    """It is in the cache of whoever searches."""
    update(index, [talks])
    now = state.read_existing(index.client).state
    catalogue = opened(index.client, now)
    catalogue.close()
    path = catalogue.folder / NAME
    data = bytearray(path.read_bytes())
    for damaged in (data[:100], b"", data[:20] + b"\0" * 20 + data[40:]):
        path.write_bytes(damaged)
        assert said(where, "harbour") == [("one", 1), ("one", 2)]


def test_what_may_not_be_shown_is_sent_to_no_cluster(
    index: ClusterIndex, where: str, tmp_path: Path
) -> None:
    """Neither read from files nor copied."""
    secret = tmp_path / "secret.md"
    text = "**Ann Lee:** The ledger.\n\n**Bo Ray:** The ledger?\n\n**Ann Lee:** Yes.\n"
    secret.write_text(text)
    (tmp_path / "transcripts.toml").write_text(
        '[[transcripts]]\nfiles = "secret.md"\nrestricted = true\n'
    )
    with pytest.raises(ClusterRefused, match="is restricted, and a cluster keeps nothing"):
        update(index, [tmp_path])
    (tmp_path / "open.md").write_text(text.replace("Yes.", "No."))
    folder = tmp_path / "index"
    update(folder, [tmp_path])
    index.copy(folder)
    assert {name for name, _ in said(where, "ledger")} == {"open"}
    assert "secret" not in everything(index)


def test_nobody_is_sent_whose_name_may_not_be_shown(
    index: ClusterIndex, where: str, tmp_path: Path
) -> None:
    """Programs with names that are replaced, or turns that are withheld, are left out."""
    talks = tmp_path / "talks"
    talks.mkdir()
    for name, who in (("one", "Vera Sand"), ("two", "Ada Kern"), ("three", "Cy Ode")):
        (talks / f"{name}.md").write_text(f"**Bo Ray:** Why?\n\n**{who}:** A ledger of {name}.\n")
    folder = tmp_path / "index"
    folder.mkdir()
    (folder / "speakers.toml").write_text(
        '[[speaker]]\nname = "Vera Sand"\nrestricted = true\n\n'
        '[[speaker]]\nname = "Ada Kern"\npseudonym = "Participant 7"\n'
    )
    update(folder, [talks])
    copied = index.copy(folder)
    assert (copied.programs, copied.withheld) == (1, 2)
    assert {name for name, _ in said(where, "ledger")} == {"three"}
    kept = everything(index)
    assert all(name not in kept for name in ("Vera", "Sand", "Ada", "Kern", "talks/one"))
    assert "Cy Ode" in kept


def known(index: ClusterIndex) -> tuple[object, ...]:
    """All that the catalogue of an index has."""
    catalogue = opened(index.client, state.read_existing(index.client).state)
    words = {}
    for field in sorted(catalogue.fields):
        held = catalogue.words(field)
        assert held is not None
        vocabulary = [*held.vocabulary.words(0, len(held.vocabulary))]
        words[field] = dict(zip(vocabulary, held.turns.tolist(), strict=True))
    places = range(len(catalogue.numbers))
    found = (
        words,
        catalogue.numbers.tolist(),
        [catalogue.encoded_entry(place) for place in places],
        [catalogue.encoded_outline(place) for place in places],
        (catalogue.turns, catalogue.mean_length),
    )
    catalogue.close()
    return found


def test_a_catalogue_follows_changes(
    index: ClusterIndex, talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made of an older one and of what has changed, it is that which is made of all programs."""
    for number in range(8):
        text = f"Ann Lee: Is {number} a number?\nBo Ray: Number {number} is, like {number}.\n"
        (talks / f"more-{number}.txt").write_text(text)
    update(index, [talks])
    whole: list[str] = []
    write = catalogue_writer._programs

    def counting(client: Client, query: Any, fields: list[str] | None = None) -> Any:
        whole.append("all" if "bool" in query and fields is None else "some")
        return write(client, query, fields)

    monkeypatch.setattr(catalogue_writer, "_programs", counting)
    known(index)
    (talks / "one.txt").write_text("Ann Lee: What of the weir?\nBo Ray: It is dry.\n")
    (talks / "two.txt").unlink()
    (talks / "new.txt").write_text("Ann Lee: What of the mill?\nCy Ode: It is shut.\n")
    update(index, [talks])
    whole.clear()
    followed = known(index)
    assert "all" not in whole
    monkeypatch.setenv("SEARCHER_CACHE", str(tmp_path / "cache"))
    whole.clear()
    assert known(index) == followed
    assert whole == ["all"]


def test_the_cache_keeps_the_last_generations(index: ClusterIndex, talks: Path) -> None:
    """Another process may still be searching the one before."""
    generations = []
    for number in range(4):
        (talks / "one.txt").write_text(f"Ann Lee: Number {number}?\nBo Ray: Yes, {number}.\n")
        update(index, [talks])
        catalogue = opened(index.client, state.read_existing(index.client).state)
        catalogue.close()
        generations.append(catalogue.state.generation)
    kept = sorted(int(path.name) for path in catalogue.folder.parent.iterdir())
    assert kept == generations[-2:]
