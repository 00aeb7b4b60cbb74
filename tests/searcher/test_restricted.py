"""Nothing gives away what may not be shown: no command, format, call of Python or tool.

Each of them is listed here with ways to ask. One that is new fails these tests until it is listed.
"""

import io
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

import searcher
from index.errors import IndexUnprotected
from index.library.library import Library
from index.registry import corrections
from index.update.update import update
from searcher import cli
from searcher.archive import Archive
from searcher.concordance.counts.by import By
from searcher.errors import PassageUnknown, QueryError, RequestError
from searcher.live.asked import Asked as LiveAsked
from searcher.live.asked import Options
from searcher.live.blocks import of_results
from searcher.live.session import Session
from searcher.mcp import resources
from searcher.mcp.tools import TOOLS, call
from searcher.output.printer import BINARY, CAPTIONS, FORMATS, refusal
from searcher.passages.passage import Wanted
from searcher.publish.site import publish
from searcher.query.filters import Filters
from searcher.value import Value
from searcher.web import api, pages
from searcher.web.exchange.request import Request
from searcher.web.exchange.site import Settings
from searcher.web.routes import Site
from tests.conftest import Run
from tests.searcher import restricted
from tests.searcher.restricted import ASKED, PEOPLE, SECRETS, everything, given_away, typed

#: A secret that is typed gives nothing away that is not known: it is taken out of the answer.
KNOWN = ("zirkonium", "wolframit", "vexlia quorn", "adalind zorbling", "embargo/silbermond")

#: For each command the arguments that are tried, beside those of `ASKED` for the first ones.
COMMANDS: dict[str, list[list[str]]] = {
    "search": [[*typed(asked), "--explain", "--facets"] for asked in ASKED]
    + [["kettle", "--all"], ["kettle", "--context", "9"], ["zirconyum", "--sounds-like"],
       ["kettle", "--speaker", "vexlya"], ["kettle", "--program", "silbermont"],
       ["kettle", "--since", "1900", "--until", "1950"], ["kettle", "--cite", "apa"]],
    "show": [["person-nine"], ["person-nine:1"], ["person-nine:3", "--find", "kettle"],
             ["silbermont"], ["adalynd"], ["river person"], ["meadow", "--cite", "mla"], ["1"]],
    "play": [["person-nine:1", "--print"], ["silbermont"], ["adalynd"]],
    "clip": [[word, "--to", f"{os.devnull}/clips"] for word in ("kettle", "zirkonyum")],
    "packet": [[word, "--to", f"{os.devnull}/packet"] for word in ("kettle", "zirkonyum")],
    "saved": [[], ["add", "vexlya", "--", "vexlya"], ["add", "kettle", "--", "kettle"],
              ["run"], ["run", "silbermont"], ["list"], ["remove", "vexlya"]],
    "tag": [["+mine", "--", "kettle"], ["+mine", "person-nine:1"], ["+mine", "silbermont:1"],
            ["+mine", "--", "zirkonyum"], [], ["--list"], ["--list", "--json"], ["--export", "-"],
            ["-mine", "--", "vexlya"]],
    "correct": [["person-nine:1", "kettle", "cettle"], ["silbermont:1", "kettle", "cettle"],
                ["--everywhere", "kettle", "cettle"],
                ["--everywhere", "kettle", "cettle", "--json"],
                ["--everywhere", "sirkonium", "xirkonium", "--sounds-like"],
                ["--everywhere", "vexlya", "Vexlya", "--sounds-like"],
                ["--everywhere", "kettle", "cettle", "--yes", "meadow:1"],
                ["--everywhere", "kettle", "cettle", "--export", "-"],
                [], ["--list"], ["--json"], ["--export", "-"], ["--undo", "1"]],
    "note": [["person-nine:1", "mine"], ["silbermont:1", "mine"], [], ["--json"],
             ["person-nine:1", "--remove"]],
    "kwic": [[*typed(asked)] for asked in ASKED[:9]] + [["river", "--sort", "left"]],
    "collocates": [[word, "--min", "1", "--measure", "mi"] for word in ("kettle", "river", "the")],
    "keywords": [["--speaker", name, "--min", "1", "--measure", measure]
                 for name in ("wilder", "person", "falk", "vexlya")
                 for measure in ("log-likelihood", "log-ratio")],
    "stats": [["--by", by] for by in ("speaker", "program", "series", "year", "topic", "role")]
    + [["kettle"], ["kettle", "--roll-call"], ["kettle", "--dispersion"], ["zirkonyum"],
       ["kettle", "--compare", "river"], ["kettle", "--by", "speaker"]],
    "remove": [["silbermont"], ["adalynd-zorblin"], ["vexlya"]],
    "status": [[]],
    "programs": [[]],
    "speakers": [[], ["merge", "Otto Falk", "Vexlya Quor"], ["rename", "Adalynd", "Bo"],
                 ["role", "Mirandolph", "host"], ["split", "Otto Falk", "Vexlya"],
                 ["role", "Ines Wilder", "host", "--program", "silbermont"]],
    "verify": [["we crossed the lake with sirkonium"], ["wolfram lies beside the river today"],
               ["the kettle is mine", "--speaker", "Zorblyng"],
               ["nobody saw the kettle", "--speaker", "Vexlya"]],
    "check": [[]],
    "completion": [["zsh", "--line", f"searcher {typed}"]
                   for typed in ("speaker:", "speaker:v", "program:", "show ", "role:", "series:",
                                 "topic:", "lang:", "tag:", "--speaker ", "speakers merge ")],
    "help": [["syntax"]],
}  # fmt: skip

#: What reads transcripts, or writes; and what answers through an archive, and is tested below.
ELSEWHERE = {"live", "config", "index", "watch", "parse", "demo", "serve", "publish", "mcp", "copy"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The transcripts."""
    folder = tmp_path_factory.mktemp("restricted") / "talks"
    restricted.write(folder)
    return folder


@pytest.fixture(scope="module")
def directory(folder: Path) -> Path:
    """Their index."""
    directory = folder.parent / "index"
    directory.mkdir()
    (directory / corrections.NAME).write_text(PEOPLE)
    assert not update(directory, [folder]).skipped
    return directory


@pytest.fixture(scope="module")
def archive(directory: Path) -> Iterator[Archive]:
    """The same, open."""
    with searcher.open(directory) as opened:
        yield opened


def test_the_secrets_are_there(directory: Path) -> None:
    """Each of them is in the index for the owner: these tests look for what could be found."""
    with Library.open(directory, restricted=True) as library:
        ids = [entry.program.id for entry in library.entries()]
        told = given_away(" ".join(everything([library.transcript(program) for program in ids])))
    assert set(told) == set(SECRETS)


def test_every_command_is_listed() -> None:
    """A new command is tested, or it is said why not."""
    assert set(COMMANDS) | ELSEWHERE == set(cli.COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_gives_anything_away(
    command: str, directory: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in an answer nor in a hint, a suggestion or an error; in no format."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    # A command that writes must not change what the others read.
    index = tmp_path / "index"
    shutil.copytree(directory, index)
    place = [] if command in ("help", "completion") else ["--index", index]
    if command == "completion":
        monkeypatch.setenv("SEARCHER_INDEX", str(index))
    for arguments in COMMANDS[command]:
        at = [*place, *arguments] if command == "speakers" else [*arguments, *place]
        done = run(command, *at)
        assert given_away(done.out + done.err) == [], arguments
        assert "Traceback" not in done.err
    if command in (
        "remove",
        "check",
        "help",
        "play",
        "clip",
        "packet",
        "saved",
        "tag",
        "note",
        "correct",
        "completion",
    ):
        return
    first = [each for each in COMMANDS[command][0] if each != "--facets"]
    for name in FORMATS:
        if refusal(name, command):
            continue
        file = tmp_path / f"answer.{name}"
        done = run(command, *first, "--format", name, "--output", file, *place)
        if name in CAPTIONS:
            # The transcripts have no times.
            assert (done.status, given_away(done.err)) == (2, [])
            continue
        assert done.status in (0, 1), done.err
        assert given_away(_text_of(file, name)) == [], name


def _text_of(file: Path, name: str) -> str:
    if name not in BINARY:
        return file.read_text("utf-8")
    with zipfile.ZipFile(file) as parts:
        return " ".join(parts.read(part).decode("utf-8", "replace") for part in parts.namelist())


def test_no_news_give_anything_away(directory: Path, tmp_path: Path, run: Run) -> None:
    """In each format, and in a feed."""
    index = tmp_path / "index"
    shutil.copytree(directory, index)
    feed = tmp_path / "feed.xml"
    for number, name in enumerate(FORMATS):
        if refusal(name, "run"):
            continue
        for word in ("kettle", "river", "zirkonyum"):
            run("saved", "add", f"{word}{number}", word, "--index", index)
        file = tmp_path / f"news.{name}"
        names = [f"{word}{number}" for word in ("kettle", "river")]
        done = run("saved", "run", *names, "-C", "3", "--format", name, "--output", file,
                   "--atom", feed, "--index", index)  # fmt: skip
        assert (done.status, given_away(done.out + done.err)) == (0, []), done.err
        assert given_away(_text_of(file, name)) == [], name
    assert "kettle" in feed.read_text()
    assert given_away(feed.read_text()) == []
    kept = " ".join(path.read_text() for path in index.glob("saved.json"))
    assert given_away(kept) == []


def test_no_packet_gives_anything_away(directory: Path, tmp_path: Path, run: Run) -> None:
    """In none of its files, and neither when it is checked; also one that its owner made."""
    for number, word in enumerate(("kettle", "river", "cold")):
        folder = tmp_path / str(number)
        done = run("packet", word, "-C", "3", "--to", folder, "--index", directory)
        assert (done.status, given_away(done.out + done.err)) == (0, []), done.err
        for path in folder.rglob("*"):
            assert path.is_dir() or given_away(path.read_text()) == [], path.name
        done = run("verify", "--packet", folder, "--index", directory)
        assert (done.status, given_away(done.out + done.err)) == (0, [])
    owners = tmp_path / "owners"
    done = run("packet", "kettle", "--to", owners, "--include-restricted", "--index", directory)
    assert done.status == 0, done.err
    pseudonym = "person nine"
    assert pseudonym not in (owners / "packet.json").read_text().casefold()
    for name in FORMATS:
        if refusal(name, "verify") or name in BINARY:
            continue
        done = run("verify", "--packet", owners, "--format", name, "--index", directory)
        assert done.status == 1
        assert "restricted" in done.out
        told = (done.out + done.err).casefold()
        assert not any(each in told for each in (pseudonym, "person-nine")), name


def test_tags_of_the_owner_give_nothing_away(directory: Path, tmp_path: Path, run: Run) -> None:
    """What was tagged before it was restricted is gone for everybody else."""
    index = tmp_path / "index"
    shutil.copytree(directory, index)
    with Archive.open(index, restricted=True) as owner:
        assert owner.tag("zirkonium", add=["mine"]) > 0
        assert owner.tag("kettle", add=["mine"]) > 0
    for arguments in ([], ["--list"], ["--list", "--json"], ["--export", "-"]):
        done = run("tag", *arguments, "--index", index)
        assert (done.status, given_away(done.out + done.err)) == (0, []), arguments
    assert "gone" in run("tag", "--list", "--index", index).out
    run("tag", "--export", tmp_path / "tags.qdpx", "--index", index)
    with zipfile.ZipFile(tmp_path / "tags.qdpx") as parts:
        told = " ".join(parts.read(name).decode() for name in parts.namelist())
    assert "kettle" in told
    assert given_away(told) == []
    found = run("search", "tag:mine", "--json", "-C", "9", "--index", index)
    assert (found.status, given_away(found.out + found.err)) == (0, [])


@pytest.mark.parametrize("secret", KNOWN)
@pytest.mark.parametrize("command", ["search", "show", "kwic", "stats", "verify", "collocates"])
def test_who_knows_a_secret_learns_no_more(
    command: str, secret: str, directory: Path, run: Run
) -> None:
    """A search for a secret finds nothing, and names nothing else."""
    quoted = f'"{secret}"' if command not in ("show", "verify") else secret
    done = run(command, quoted, "--index", directory)
    assert done.status in (1, 2)
    # A long search is shortened where it is repeated.
    told = (done.out + done.err).casefold().replace("\n", " ")
    assert given_away(told.replace(secret, "")) == []
    for field in ("speaker", "program", "topic", "series") if command == "search" else ():
        done = run("search", f'{field}:"{secret}"', "--index", directory)
        assert (done.status, done.out) == (1, "")
        assert given_away(done.err.casefold().replace("\n", " ").replace(secret, "")) == []


def test_no_search_is_remembered_with_what_may_not_be_shown(
    directory: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`searcher show 1` needs a file; one with secrets would outlive the search."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    controller, terminal = os.openpty()
    monkeypatch.setattr(os, "ttyname", lambda _: os.ttyname.__name__)
    try:
        assert run("zirkonium", "--include-restricted", "--index", directory).status == 0
    finally:
        os.close(controller)
        os.close(terminal)
    kept = " ".join(path.read_text() for path in tmp_path.rglob("*.json"))
    assert given_away(kept) == []


def _calls() -> dict[str, Callable[[Archive], Iterator[Any]]]:
    """For each method of an archive its answers to what is asked."""

    def each(method: str, **options: Any) -> Callable[[Archive], Iterator[Any]]:
        def answers(archive: Archive) -> Iterator[Any]:
            for asked in ASKED:
                try:
                    yield getattr(archive, method)(*typed(asked), **options)
                except (QueryError, RequestError) as error:
                    yield error

        return answers

    def of(method: str, *values: Any) -> Callable[[Archive], Iterator[Any]]:
        def answers(archive: Archive) -> Iterator[Any]:
            for value in values:
                try:
                    yield getattr(archive, method)(value)
                except PassageUnknown as error:
                    yield error

        return answers

    def once(method: str) -> Callable[[Archive], Iterator[Any]]:
        return lambda archive: iter([getattr(archive, method)()])

    def draft(archive: Archive) -> Iterator[Any]:
        from corpus.source import Source

        text = "“We crossed the lake with sirkonium,” said Brankovitch. “The kettle is mine.”"
        yield archive.verify_draft(Source.open(Path("draft.md"), data=text.encode()))

    def keywords(archive: Archive) -> Iterator[Any]:
        for name in ("wilder", "person", "vexlya"):
            for asked in (False, True):
                yield archive.keywords(speaker=name, minimum=1, least_programs=1, asked=asked)
        yield archive.keywords(Filters(speaker="falk"), speaker="wilder", minimum=1)

    def talk(archive: Archive) -> Iterator[Any]:
        for by in everyone:
            yield archive.talk_share(by=by)
            for name in ("wilder", "=Otto Falk", "=Person Nine", "=Vera Sand", "vexlya"):
                yield archive.talk_share(by=by, asked=True, speaker=name)

    def tags(archive: Archive) -> Iterator[Any]:
        yield archive.tag("kettle", add=["mine"])
        for name in names:
            try:
                archive.note(f"{name}:1", "mine")
            except PassageUnknown as error:
                yield error
        yield [one.replaced(mark=None) for one in archive.marks()]
        yield archive.search("tag:mine", context=3)
        yield archive.tag("kettle", remove=["mine"])
        for one in archive.marks():
            assert one.place is not None
            archive.note(f"{one.place[0]}:{one.place[1]}", "")

    def corrections(archive: Archive) -> Iterator[Any]:
        for word in ("kettle", "sirkonium", "vexlya"):
            found = archive.misheard(word, f"{word}z", sounds_like=True)
            yield found
            yield [replace(one, made="") for one in archive.portable(*found)]
            made = archive.correct(*found)
            yield [one.replaced(correction=None) for one in made]
            yield [one.replaced(correction=None) for one in archive.corrections()]
            yield archive.portable(*archive.corrections())
            yield archive.search(word, context=3)
            kept = archive.portable(*archive.corrections())
            yield archive.uncorrect(*[one.number for one in made])
            again = archive.keep_corrections(kept)
            yield archive.uncorrect(*[one.number for one in again])
        for name in names:
            try:
                yield archive.misheard("kettle", "cettle", at=f"{name}:1")
            except PassageUnknown as error:
                yield error

    def news(archive: Archive) -> Iterator[Any]:
        for number, asked in enumerate(ASKED):
            try:
                archive.save(f"search {number}", *typed(asked))
            except (QueryError, RequestError) as error:
                yield error
        with archive.news(context=2) as found:
            yield found.told
            every = found.every
            assert every is not None
            yield [*every]
        for search in archive.saved():
            archive.unsave(search.name)

    names = ("person-nine", "meadow", "silbermont", "adalynd", "zorblyng", "the river")
    everyone = [*By]
    return {
        "search": each("search", facets=True, explain=True, spellings=True, context=2),
        "every": each("every", context=1),
        "kwic": each("kwic"),
        "count": each("count", by=everyone),
        "roll_call": each("roll_call"),
        "dispersion": each("dispersion"),
        "collocates": each("collocates", minimum=1),
        "compare": lambda archive: iter([archive.compare("kettle", "river")]),
        "keywords": keywords,
        "talk_share": talk,
        "programs": once("programs"),
        "speakers": once("speakers"),
        "saved": once("saved"),
        "save": lambda archive: iter([archive.save("river", "river"), archive.unsave("river")]),
        "unsave": lambda archive: iter([archive.save("river", "river"), archive.unsave("river")]),
        "news": news,
        "tag": tags,
        "note": tags,
        "marks": tags,
        "misheard": corrections,
        "correct": corrections,
        "corrections": corrections,
        "portable": corrections,
        "keep_corrections": corrections,
        "uncorrect": corrections,
        "program": of("program", *names),
        "entry": of("entry", *names),
        "called": of("called", *names),
        "passage": of("passage", *names),
        "wanted": of("wanted", *(Wanted(name, 5, ("kettle",)) for name in names)),
        "verify": of("verify", "we crossed the lake with sirkonium", "nobody saw the kettle"),
        "verify_draft": draft,
    }


CALLS = _calls()


def test_every_method_is_listed() -> None:
    """A new method of an archive is tested."""
    methods = {name for name in dir(Archive) if not name.startswith("_")}
    assert set(CALLS) == methods - {"open", "close", "refresh", "state"}


@pytest.mark.parametrize("method", CALLS)
def test_no_method_gives_anything_away(method: str, directory: Path, tmp_path: Path) -> None:
    """Every text in every attribute of its answers, and what a notebook shows of them."""
    found = 0
    # A method that writes must not change what the others read.
    index = shutil.copytree(directory, tmp_path / "index")
    with Archive.open(index) as archive:
        for answer in CALLS[method](archive):
            told = " ".join(everything(answer)) + str(answer)
            if isinstance(answer, Value):
                told += answer._repr_html_() or ""
            assert given_away(told) == []
            found += "Wilder" in told or "river" in told or method == "saved"
    assert found, "something was looked at"


def test_no_tool_gives_anything_away(archive: Archive) -> None:
    """Assistants get what everybody gets: every tool, and the resources."""
    asked = [" ".join(typed(query)) for query in ASKED]
    programs = ["person-nine", "meadow", "silbermont", "adalynd"]
    given: dict[str, list[dict[str, Any]]] = {
        "search": [{"query": query, "sounds_like": wide} for query in asked for wide in (0, 1)],
        "show": [{"program": program} for program in programs],
        "who_said": [{"query": query} for query in asked],
        "verify": [{"quotation": "we crossed the lake with sirkonium", "speaker": "Brankovitch"},
                   {"quotation": "nobody saw the kettle", "speaker": "Vexlya"}],
        "list_programs": [{}, {"words": "silbermont"}, {"words": "river"}],
        "list_speakers": [{}, {"words": "vexlya"}, {"words": "person"}],
    }  # fmt: skip
    assert set(given) == set(TOOLS)
    for name, tool in TOOLS.items():
        found = 0
        for arguments in given[name]:
            arguments = {key: bool(v) if type(v) is int else v for key, v in arguments.items()}
            try:
                answer = call(archive, tool, arguments)
            except searcher.SearcherError as error:
                assert given_away(str(error)) == []
                continue
            told = answer.text + " ".join(everything(answer))
            assert given_away(told) == [], (name, arguments)
            found += 1
        assert found, name
    listed, _ = resources.listed(archive, None)
    assert given_away(" ".join(everything(listed))) == []
    for one in listed:
        assert given_away(resources.read(archive, one.address)) == []


def test_no_page_gives_anything_away(directory: Path) -> None:
    """Every address of the server, for browsers and for programs."""
    names = [*ASKED[:20], "person-nine", "meadow", "silbermont", "vexlya"]
    with Site(Settings((str(directory),))) as site:
        for handler in (*api.HANDLERS, *pages.HANDLERS):
            for name in names:
                path = re.sub(r"\{[^}]*\}", quote(name), handler.path)
                for field in ("q", "query", "speaker", "program", "text", "words"):
                    request = Request("GET", path, urlencode({field: name}), {}, "http://x", b"")
                    answer = site.answer(request)
                    assert answer.status < 500
                    told = " ".join(map(str, answer.headers.values())) + _body(answer)
                    assert given_away(told) == [], (path, field)


def test_no_file_gives_anything_away(directory: Path) -> None:
    """What is downloaded in each format, cited, or followed as a feed."""
    kinds = {"quotes": "search", "programs": "programs", "speakers": "speakers"}
    programs = ("person-nine", "meadow", "silbermont", "adalynd")
    addresses: list[tuple[str, dict[str, Any]]] = [
        *(
            ("download", {"of": of, "format": form, **({"q": name} if of == "quotes" else {})})
            for of, command in kinds.items()
            for form in FORMATS
            if refusal(form, command) is None
            for name in ("kettle", "river", "zirkonyum")
        ),
        *(("cite", {"program": name, "turn": turn}) for name in programs for turn in (1, 2, 3)),
        *(("feed.atom", {"q": name}) for name in ASKED),
    ]
    with Site(Settings((str(directory),))) as site:
        requests = [Request("GET", f"/{page}", urlencode(asked)) for page, asked in addresses]
        answers = [site.answer(request) for request in requests]
        assert sum(answer.status == 200 for answer in answers) > 60
        for request, answer in zip(requests, answers, strict=True):
            told = f"{answer.headers} {_unpacked(answer)}"
            assert given_away(told) == [], (request.path, request.query)


def _unpacked(answer: Any) -> str:
    out = io.BytesIO()
    if isinstance(answer.body, bytes):
        out.write(answer.body)
    else:
        answer.body(out)
    if not zipfile.is_zipfile(out):
        return out.getvalue().decode()
    with zipfile.ZipFile(out) as parts:
        return " ".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def test_pages_that_are_asked_with_more_give_nothing_away(directory: Path) -> None:
    """Two searches, a draft that is sent, the words of a person, a transcript as a file."""
    with Site(Settings((str(directory),))) as site:
        people = [person.name for person in site.archive.speakers()]
        programs = [entry.program.id for entry in site.archive.programs()]
        draft = urlencode({"text": "“We crossed the lake with sirkonium,” said Brankovitch."})
        requests = [
            *(Request("GET", "/compare", urlencode({"q": one, "with": other, "by": by}))
              for one in WORDS for other in ("kettle", "river") for by in By),
            *(Request("GET", "/counts", urlencode({"q": one, "by": by}))
              for one in WORDS for by in By),
            *(Request("GET", f"/speaker/{name}", "words=on") for name in (*people, "Vera Sand")),
            *(Request("GET", f"/program/{name}", urlencode({"q": one}))
              for name in programs for one in WORDS),
            *(Request("GET", "/download", urlencode({"of": "transcript", "program": name,
                                                     "format": "jsonl"})) for name in programs),
            Request("POST", "/verify", body=draft.encode()),
        ]  # fmt: skip
        statuses = set()
        for request in requests:
            answer = site.answer(request)
            assert given_away(_body(answer)) == [], request
            statuses.add(int(answer.status))
        assert 200 in statuses
        assert max(statuses) < 500


#: Words that everybody says, and some that are nearly those of restricted turns and names.
WORDS = ("kettle", "river", "sirkonium", "vexlya")


def test_no_line_gives_anything_away(directory: Path) -> None:
    """Every match as JSON Lines."""
    with Site(Settings((str(directory),))) as site:
        asked = [urlencode([("q", one) for one in typed(query)]) for query in ASKED[:20]]
        every, none = [f"all=true&{query}" for query in asked], ["all=true"]
        for path, queries in (
            ("search", every), ("kwic", every), ("programs", none), ("speakers", none),
        ):  # fmt: skip
            answers = [site.answer(Request("GET", f"/api/v1/{path}", one)) for one in queries]
            assert [given_away(_body(one)) for one in answers] == [[]] * len(answers)
            assert any(one.status == 200 for one in answers)


def _body(answer: Any) -> str:
    if isinstance(answer.body, bytes):
        return " ".join(everything([answer.body]))
    out = io.BytesIO()
    answer.body(out)
    return out.getvalue().decode()


def test_no_session_gives_anything_away(archive: Archive) -> None:
    """Whatever is typed, chosen, read, counted or copied in it."""
    session = Session(lambda: archive, Options())
    told: list[Any] = []
    for asked in [*ASKED, "zirk", "vexl", "person"]:
        text = " ".join(typed(asked))
        found = session.found(LiveAsked(text))
        # What is typed is repeated, and known.
        told += [found.replaced(asked=None), session.hints(LiveAsked(text)).replaced(asked=None)]
        if found.results is None:
            continue
        told += [session.speakers(found), session.counts(found)]
        for each in found.results:
            told += [session.passage(found, each, 30), session.citation(each)]
            told += [of_results([each], found, (80, 24)), session.tags(each)]
    told += [session.overview(), session.speakers(None)]
    assert "kettle" in " ".join(everything(told))
    assert given_away(" ".join(everything(told))) == []


def test_no_site_gives_anything_away(archive: Archive, tmp_path: Path) -> None:
    """A published site: its pages, the data of its search, the names of its files."""
    publish(archive, tmp_path / "site", "Talks", lambda *_: None)
    files = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    told = " ".join(path.name + path.read_bytes().decode("utf-8", "replace") for path in files)
    assert "kettle" in told
    assert given_away(told) == []


@pytest.mark.slow
def test_a_restricted_program_changes_no_answer(folder: Path, directory: Path, run: Run) -> None:
    """All that is computed is as if it were not in the index: counts, scores and lists."""
    without = folder.parent / "without"
    transcripts = {
        name: text for name, text in restricted.TRANSCRIPTS.items() if "embargo" not in name
    }
    restricted.write(without / "talks", transcripts)
    other = without / "index"
    other.mkdir()
    (other / corrections.NAME).write_text(PEOPLE)
    assert not update(other, [without / "talks"]).skipped
    secret, plain = str(folder.parent), str(without)
    for command in ("search", "show", "kwic", "collocates", "keywords", "stats", "programs",
                    "speakers", "verify"):  # fmt: skip
        for arguments in COMMANDS[command]:
            if arguments[:1] in (["merge"], ["rename"], ["role"], ["split"]):
                continue
            there = run(command, *arguments, "--index", directory)
            here = run(command, *arguments, "--index", other)
            assert (there.status, there.err) == (here.status, here.err), arguments
            assert there.out.replace(secret, plain) == here.out, arguments


def test_the_owner_sees_all(directory: Path, run: Run) -> None:
    """With `--include-restricted`, at the terminal only; names are the real ones."""
    done = run("zirkonium", "--include-restricted", "--index", directory)
    assert (done.status, "Mirandolf Brankovic" in done.out) == (0, True)
    done = run("search", "speaker:zorbling", "--include-restricted", "--index", directory)
    assert "Adalind Zorbling" in done.out
    assert "Person Nine" not in done.out
    shown = run("programs", "--include-restricted", "--json", "--index", directory).out
    assert shown.count('"type": "program"') == 3
    for command in ("serve", "mcp", "publish"):
        assert run(command, "--include-restricted", "--index", directory).status == 2


def test_a_pseudonym_is_searched_for(archive: Archive) -> None:
    """As a speaker, in a title and where it is said."""
    (quote,) = archive.search("speaker:'person nine'")
    assert (quote.turn.label, quote.turn.speaker, quote.turn.role) == ("Person Nine",) * 2 + (None,)
    assert quote.question is not None
    assert (quote.question.speaker, quote.question.text) == ("[withheld]", "[withheld]")
    assert archive.search('"person nine"').total == 4
    assert {person.name for person in archive.speakers()} == {
        "Ines Wilder", "Otto Falk", "Person Nine",
    }  # fmt: skip


def test_nothing_is_shown_before_the_index_obeys(
    directory: Path, folder: Path, tmp_path: Path, run: Run
) -> None:
    """Somebody is restricted by hand: until `searcher index` the index is not read."""
    index = tmp_path / "index"
    shutil.copytree(directory, index)
    with searcher.open(index) as archive:
        assert archive.search("speaker:falk").total == 2
        people = index / corrections.NAME
        other = index / "new"
        other.write_text(PEOPLE + '\n[[speaker]]\nname = "Otto Falk"\nrestricted = true\n')
        other.replace(people)
        with pytest.raises(IndexUnprotected, match="run `searcher index --index"):
            archive.search("speaker:falk")
        done = run("index", "--index", index)
        assert (done.status, "is obeyed now" in done.out) == (0, True)
        assert archive.search("speaker:falk").total == 0
        assert archive.search('"nobody saw"').total == 0
    # And back: what was withheld is in the index, and no transcript is needed.
    (index / corrections.NAME).unlink()
    shutil.move(folder, tmp_path / "gone")
    assert run("index", "--index", index).status == 0
    shutil.move(tmp_path / "gone", folder)
    with searcher.open(index) as archive:
        assert archive.search("speaker:falk").total == 2
        assert archive.search("wolframit").total == 1
        assert archive.search("zirkonium").total == 0
