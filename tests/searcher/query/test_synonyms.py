"""Synonyms beside an index: what they find, how it counts, and what is refused."""

import json
import shutil
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import samples
from corpus.model import Participant, Program, Turn
from index.errors import IndexDamaged
from index.library.library import Library
from index.update.update import update, write_programs
from searcher.archive import Archive
from searcher.engines.local.search import SYNONYMS
from searcher.matching.evaluate import Evaluator
from searcher.query.filters import Filters
from searcher.query.planner import plan
from searcher.query.query_tree import Tree, Word, children
from searcher.query.synonyms import MOST_ENTRIES, MOST_OTHERS, MOST_WORDS, Synonyms
from searcher.query.synonyms import read as read_synonyms
from tests.conftest import Run

ENTRIES = """\
MRD = ["minimal residual disease", "measurable residual disease"]
doctor = "physician"
"plasma cell" = ["plasma cells", "plasmacyte"]
"physical therapy" = "PT"
"prothrombin time" = "PT"
illness = "disease"
"""

SAID = [
    "We are MRD negative now.",
    "A minimal residual disease negative test is what we want.",
    "The illness came back, and the test was negative.",
    "He said the minimal one was a residual thing and no disease at all, but negative.",
    "Physical therapy on Monday.",
    "The prothrombin time is fine.",
    "PT is fine on Monday.",
    "Two physicians and one doctor.",
    "A plasma cell here and now.",
    "A plasmacyte here and now, too.",
    "Measurable residual diseases.",
]


def talk(spoken: Sequence[str], title: str = "A talk") -> Program:
    """A program in which one person says all."""
    turns = tuple(Turn(n, "Ann", "Ann", text) for n, text in enumerate(spoken, start=1))
    return Program(
        "talk", title, "p", "f", participants=(Participant("Ann", ("Ann",)),), turns=turns
    )


def made(directory: Path, program: Program, entries: str) -> Path:
    """An index of a program, with synonyms beside it."""
    write_programs(directory, [program])
    (directory / SYNONYMS).write_text(entries)
    return directory


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The sentences above, with the synonyms above."""
    directory = made(tmp_path_factory.mktemp("synonyms"), talk(SAID), ENTRIES)
    with Archive.open(directory) as opened:
        yield opened


@pytest.fixture(scope="module")
def with_synonyms(samples_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples with the synonyms that go with them."""
    directory = tmp_path_factory.mktemp("samples") / "index"
    shutil.copytree(samples_index, directory)
    (directory / SYNONYMS).write_text(samples.synonyms(), "utf-8")
    return directory


@pytest.mark.parametrize(
    ("typed", "tier", "turns"),
    [
        ("MRD", "phrase", {1, 2, 11}),
        ("minimal residual disease", "phrase", {1, 2, 11}),
        ("MRDs", "phrase", {1, 2, 11}),
        ("Minimal Residual Diseases", "phrase", {1, 2, 11}),
        ("MRD negative", "phrase", {1, 2}),
        ("MRD-negative", "phrase", {1, 2}),
        ("minimal residual disease negative", "phrase", {1, 2}),
        ("negative minimal residual disease", "all", {1, 2, 4}),
        ("now MRD", "all", {1}),
        ("illnesses", "phrase", {2, 3, 4, 11}),
        ("doctors", "phrase", {8}),
        # A side in two entries has the others of both, and these nothing of each other.
        ("PT", "phrase", {5, 6, 7}),
        ("physical therapy", "phrase", {5, 7}),
        ("prothrombin time", "phrase", {6, 7}),
        # The longest side counts: disease is not illness here.
        ("measurable residual disease", "phrase", {1, 2, 11}),
        ("residual disease", "phrase", {2, 11}),
        # Taken at their word: quotes, patterns.
        ('"mrd"', None, {1}),
        ('"minimal residual disease"', None, {2}),
        ("MRD*", None, {1}),
        ("mrd~ speaker:ann", None, {1}),
        # Words without quotes in a search with operators.
        ("MRD speaker:ann", None, {1, 2, 11}),
        ("minimal residual disease speaker:ann", "phrase", {1, 2, 11}),
        ("MRD NEAR/2 negative", None, {1, 2}),
        ("negative NEAR/5 (MRD OR illness)", None, {1, 2, 4}),
        ("MRD ONEAR/1 negative", None, {1, 2}),
        ("negative -MRD", None, {3, 4}),
        ("minimal-residual-disease OR doctor", None, {1, 2, 8, 11}),
        ("minimal AND residual AND disease AND now", None, {1}),
    ],
)  # fmt: skip
def test_what_is_found(archive: Archive, typed: str, tier: str | None, turns: set[int]) -> None:
    """Either side finds the other, in any inflection and as a part of what is said together."""
    found = archive.search(typed, limit=100, strict=True)
    assert (found.tier, {quote.turn.number for quote in found}) == (tier, turns)


def test_arguments_of_their_own(archive: Archive) -> None:
    """Words need no quotes of the shell."""
    for typed in (["minimal", "residual", "disease"], ["minimal residual disease"]):
        for more in ([], ["speaker:ann"]):
            found = archive.search(*typed, *more, limit=100, strict=True)
            assert {1, 2, 11} <= {quote.turn.number for quote in found}, typed + more
            assert found.synonyms.keys() == {"minimal residual disease"}


def test_without_synonyms(archive: Archive) -> None:
    """They can be left out; fields and filters have none."""
    found = archive.search("MRD", strict=True, synonyms=False)
    assert ({quote.turn.number for quote in found}, found.synonyms) == ({1}, {})
    assert archive.search("program:mrd").synonyms == {}
    assert archive.search("negative", filters=Filters(role="doctor")).synonyms == {}


def test_a_synonym_is_in_colour(archive: Archive) -> None:
    """What matched is what was said, not what was typed."""
    found = archive.search("MRD negative", strict=True)
    coloured = {quote.turn.text[a:b] for quote in found for a, b in quote.spans}
    assert coloured == {"MRD negative", "minimal residual disease negative"}
    apart = archive.search("negative minimal residual disease", strict=True)
    assert {quote.turn.text[a:b] for quote in apart for a, b in quote.spans} == {
        "negative", "MRD", "minimal", "residual", "disease",
    }  # fmt: skip


def test_sides_count_alike(archive: Archive) -> None:
    """All sides are one word: whichever is typed, the scores are the same."""
    scores = [
        {quote.turn.number: quote.score for quote in archive.search(typed, strict=True)}
        for typed in ("MRD", "minimal residual disease", "measurable residual disease")
    ]
    assert scores[0] == scores[1] == scores[2]
    cells = {q.turn.number: q.score for q in archive.search("plasmacytes", strict=True)}
    assert cells.keys() == {9, 10}
    # Turns of one length: "plasma cell" and "plasma cells" are one side, and count once.
    assert cells[9] == cells[10]
    assert archive.search("plasmacyte").synonyms == {"plasmacyte": ("plasma cell",)}


def test_the_program_is_about_a_synonym(tmp_path: Path) -> None:
    """A title with the other side counts for what was typed."""
    said = ["It may be minimal.", "A minimal residual disease test.", "Not at all."]
    directory = made(tmp_path / "index", talk(said, "Living with MRD"), ENTRIES)
    with Archive.open(directory) as opened:
        (first, *_) = opened.search("minimal residual disease test", explain=True, offset=1)
        parts = [part for part, _ in first.explanation]
    assert any(part.startswith("program is about minimal (") for part in parts)


def test_what_nobody_says_is_no_reason_to_suggest(archive: Archive) -> None:
    """A synonym that is not in the index is spelled right all the same."""
    assert archive.search("MRD").suggestions == ()
    assert archive.search("doctor OR negative OR minimal-residual-disease").suggestions == ()


# Against a scan

WORDS = [f"{letter}{number}" for letter in "xyz" for number in "12"]
sides = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
groups_of_sides = st.lists(
    st.lists(sides, min_size=2, max_size=3, unique=True),
    min_size=1,
    max_size=3,
    unique_by=lambda group: group[0],
)
typed_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5)
texts = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join), min_size=3, max_size=9
)


def alternatives(typed: list[str], groups: list[list[str]]) -> Iterator[tuple[str, list[str]]]:
    """What was typed from left to right, the longest side first, with all that means the same."""
    while typed:
        for length in range(len(typed), 0, -1):
            here = " ".join(typed[:length])
            same = {side for group in groups if here in group for side in group}
            if same or length == 1:
                yield here, sorted(same | {here})
                typed = typed[length:]
                break


def says(text: str, words: str) -> bool:
    """Whether words are next to each other in a text."""
    return f" {words} " in f" {text} "


@pytest.mark.slow
@settings(max_examples=60)
@given(texts, groups_of_sides, typed_words)
def test_agrees_with_a_scan(spoken: list[str], groups: list[list[str]], typed: list[str]) -> None:
    """As a phrase: some side of each part, one right after the other. In one turn: any of them."""
    parts = list(alternatives(typed, groups))
    together = [" ".join(chosen) for chosen in product(*(same for _, same in parts))]
    expected = {
        "phrase": [any(says(text, phrase) for phrase in together) for text in spoken],
        "all": [
            all(
                any(says(text, side) for side in same)
                or all(says(text, word) for word in here.split())
                for here, same in parts
            )
            for text in spoken
        ],
    }
    lines = [f"{json.dumps(first)} = {json.dumps(others)}" for first, *others in groups]
    with TemporaryDirectory() as folder:
        directory = Path(folder) / "index"
        write_programs(directory, [talk(spoken)])
        path = Path(folder) / SYNONYMS
        path.write_text("\n".join(lines))
        synonyms = read_synonyms(path)
        with Library.open(directory) as library:
            search = plan([" ".join(typed)], library, synonyms=synonyms)
            evaluator = Evaluator(library)
            for tier in search.tiers:
                # A word that is typed in two parts counts in one of them when they are apart.
                if tier.tier == "phrase" or (tier.tier == "all" and not typed_twice(parts)):
                    found = set(evaluator.match(tier.tree).tolist())
                    assert found == {n for n, met in enumerate(expected[tier.tier]) if met}
                    assert evaluator.spans(tier.tree, sorted(found)).keys() == found
            assert {here: {here, *others} for here, others in search.synonyms.items()} == {
                here: set(same) for here, same in parts if len(same) > 1
            }


def typed_twice(parts: list[tuple[str, list[str]]]) -> bool:
    """Whether a word is typed in two parts."""
    every = [word for here, _ in parts for word in set(here.split())]
    return len(every) > len(set(every))


# The file


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("MRD = minimal residual disease", "Invalid value (at line 1, column 7)"),
        ('minimal disease = "MRD"', "(at line 1, column 9)"),
        ('MRD = "a"\nMRD = "b"', "Cannot overwrite a value"),
        ("MRD = 3", "entry 'MRD': what follows = must be text in quotes"),
        ("MRD = []", "entry 'MRD': what follows = must be text in quotes"),
        ('MRD = ["a", 1]', "entry 'MRD': what follows = must be text in quotes"),
        ('[MRD]\na = "b"', "entry 'MRD' is a table; a word with a dot needs quotes"),
        ('U.S = "us"', "entry 'U' is a table; a word with a dot needs quotes"),
        ('MRD = "!"', "entry 'MRD': there is no word in '!'"),
        ('"" = "MRD"', "entry '': there is no word in ''"),
        ('MRD = "mrd"', "entry 'MRD': 'mrd' is there twice"),
        ('MRD = ["a", "a b", "A"]', "entry 'MRD': 'A' is there twice"),
        ('MRD = "a OR b"', "entry 'MRD': 'a OR b' has operators of a search; a side has only"),
        ('"diseas*" = "MRD"', "entry 'diseas*': 'diseas*' has operators of a search"),
        ("MRD = '\"a b\"'", "has operators of a search"),
        ('MRD = "role:a"', "has operators of a search"),
        (f'MRD = "{"a " * (MOST_WORDS + 1)}"', "is too long, 20 words and 200 characters are"),
        (f'MRD = "{"a" * 201}"', f"entry 'MRD': '{'a' * 39}…' is too long"),
        (f"MRD = {[f'a{n}' for n in range(MOST_OTHERS + 1)]}", "'mrd' has 21 others; at most 20"),
        (
            "\n".join(f"a{n} = ['b', 'b{n}', 'c{n}']" for n in range(7)),
            "'b' has 21 others; at most 20 are allowed",
        ),
        ("\n".join(f"a{n} = 'b{n}'" for n in range(MOST_ENTRIES + 1)), "it has 1,001 entries"),
        ("#" * 200_001, "it has 200,001 bytes; at most 200,000 are"),
        ("a = " + "[" * 5_000, "recursion"),
        ("\0", "(at line 1, column 1)"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read(
    run: Run, with_synonyms: Path, tmp_path: Path, text: str, reason: str
) -> None:
    """The error names the file, the place and what to do; without synonyms the search goes on."""
    directory = tmp_path / "index"
    shutil.copytree(with_synonyms, directory)
    (directory / SYNONYMS).write_text(text)
    done = run("MRD", "--index", directory)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"searcher: {directory / SYNONYMS}: ")
    assert reason.lower() in done.err.lower()
    assert done.err.endswith(
        '; correct or delete this file (an entry is MRD = "minimal residual disease"), '
        "or search with --no-synonyms\n"
    )
    assert run("MRD", "--no-synonyms", "--index", directory).status == 0
    assert run("programs", "--index", directory).status == 0


def test_a_folder_or_bytes_instead_of_the_file(tmp_path: Path) -> None:
    """The error for what the system or the encoding refuses names the file."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "bytes").write_bytes(b"MRD = '\xff'")
    for name in ("folder", "bytes"):
        with pytest.raises(IndexDamaged) as caught:
            read_synonyms(tmp_path / name)
        assert caught.value.path == tmp_path / name


def test_what_a_file_may_hold(tmp_path: Path) -> None:
    """Comments, a byte order mark, accents, dots and typographic characters in words."""
    path = tmp_path / SYNONYMS
    path.write_text(
        '# ours\n"U.S." = "United  States"\n"t(4;14)" = "traducción"\n'
        '"日本" = "Japan"\n"C++" = "cpp"\n',
        "utf-8-sig",
    )
    synonyms = read_synonyms(path)
    for typed, other in (
        ("us", "United States"),
        ("t 4 14", "traducción"),
        ("traduccion", "t(4;14)"),
        ("日 本", "Japan"),
        ("c++", "cpp"),
    ):
        ((words, others),) = synonyms.expand(typed.split())
        assert (words, [side.text for side in others]) == (tuple(typed.split()), [other])


def test_an_index_keeps_its_synonyms(tmp_path: Path) -> None:
    """The file may be there before the index, and stays when that is brought up to date."""
    directory = tmp_path / "index"
    directory.mkdir()
    (directory / SYNONYMS).write_text('bread = "loaf"\n')
    for text in ("**Ann:** A loaf.\n", "**Ann:** Two loaves, please.\n"):
        (tmp_path / "talk.md").write_text(text)
        update(directory, [tmp_path / "talk.md"])
        with Archive.open(directory) as opened:
            assert opened.search("bread").total == 1


def test_no_others() -> None:
    """Words without synonyms are parts by themselves."""
    assert [part.words for part in Synonyms([]).expand(("a", "b"))] == [("a",), ("b",)]


# What is printed


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        (["MRD"], "4 turns for MRD (or minimal residual disease)"),
        (["mieloma"], "(or myeloma)"),
        (["MRD test"], "for MRD test (mrd or minimal residual disease), "),
        (
            ["MRD OR CAR-T"],
            "for MRD OR CAR-T (mrd or minimal residual disease, "
            "car t or chimeric antigen receptor)",
        ),
        (["m protein"], "13 turns for m protein, as a phrase"),
        (["MRD", "--no-synonyms"], "4 turns for MRD ·"),
        (['"MRD"'], '4 turns for "MRD" ·'),
    ],
)
def test_heading(
    run: Run, with_synonyms: Path, monkeypatch: pytest.MonkeyPatch, typed: list[str], heading: str
) -> None:
    """The heading says what was looked for besides."""
    done = run(*typed, "--limit", "1", "--index", with_synonyms)
    assert done.status == 0
    assert heading in " ".join(done.out.split("\n\n")[0].split())


def test_nothing_found(run: Run, with_synonyms: Path, tmp_path: Path) -> None:
    """So does the notice; nothing of the file reaches the terminal as it is."""
    directory = tmp_path / "index"
    shutil.copytree(with_synonyms, directory)
    (directory / SYNONYMS).write_text('zyzzyva = "qq\\u001b[31m xx"\n')
    done = run("zyzzyva", "--index", directory)
    assert done.status == 1
    assert done.err.startswith("searcher: nothing found for zyzzyva (or qq␛[31m xx)")


def test_json(run: Run, with_synonyms: Path) -> None:
    """The summary has synonyms only where they were looked for."""
    for typed, synonyms in (
        (["minimal residual disease test"], {"minimal residual disease": ["MRD"]}),
        (["MRD", "--no-synonyms"], None),
        (["protein"], None),
    ):
        done = run(*typed, "--json", "--index", with_synonyms)
        assert json.loads(done.out.splitlines()[-1]).get("synonyms") == synonyms


def test_demo(run: Run) -> None:
    """The samples come with synonyms, and each of them is of use."""
    assert "turns for MRD (or minimal residual disease)" in run("demo", "MRD").out


def test_sample_synonyms_are_said(with_synonyms: Path) -> None:
    """With each entry more is found than with one of its sides alone."""
    sides = ("minimal residual disease", "chimeric antigen receptor", "interleukin 6", "mieloma")
    with Archive.open(with_synonyms) as opened:
        for side in sides:
            alone = opened.search(side, strict=True, synonyms=False)
            found = opened.search(side, strict=True)
            assert (found.tier, len(found.synonyms)) == ("phrase", 1)
            assert alone.tier != "phrase" or found.total > alone.total


def depth(tree: Tree) -> int:
    """How many trees are inside of one another."""
    return 1 + max(map(depth, children(tree)), default=0)


def test_a_tree_without_synonyms_is_what_it_was(samples_index: Path) -> None:
    """Where there are none, words are words."""
    with Library.open(samples_index) as library:
        (search,) = (plan(["protein"], library),)
    assert isinstance(search.tiers[0].tree, Word)
    assert depth(search.tiers[0].tree) == 1
