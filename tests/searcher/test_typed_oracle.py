"""Searches as they are typed find the turns that a reading of every word finds, and no other."""

import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.model import Participant, Program, Turn
from index.fields import FILTERS
from index.library.manifest import Manifest
from index.registry import linkage
from index.update import transaction
from index.update.transaction import Transaction
from index.workers.build import write
from searcher.archive import Archive
from searcher.engines.results import Results
from searcher.errors import QueryError
from searcher.query import patterns
from searcher.query.filters import Filters
from searcher.syntax.lexer import is_plain, plain_words
from searcher.syntax.reference import ROWS
from searcher.syntax.syntax_tree import Field, Near, Node, Plain
from searcher.syntax.unparse import unparse
from tests.searcher.strategies import Grammar
from tests.searcher.typed_oracle import Oracle, Place, as_read, beside_fields, stand_for

# The corpora: few words, so that much is found, and words that are easily confused.

SAID = """a the M protein proteins trial trials trying try don't done 0.1 0.2 01 car cart cat act
CAR-T café cafes t(4;14)""".split()
NAMES = ("Ann Lee", "Dr. Lee", "Bo Lee", "ANN LEE", "Bo", "Cole, Jr.", "Dr. Ann M. Lee", "Zoé")
LABELS = ("A", "LEE", "MS. LEE", "Dr. Lee", "Bo", "The Chair", "Host 2", "ann")
ABOUT = ("Trials", "A trial", "Trial: Ann Lee", "p1", "Lee", "Host", "host, trials", "M protein")
#: Some look like words of titles.
IDS = ("p1", "lee", "trial-a", "talks/Ann")
LANGUAGES = ("en", "es", "en-US", "en-GB")

texts = st.lists(st.sampled_from([*SAID, "—", "\n\n"]), min_size=1, max_size=9).map(" ".join)
sometimes = st.sampled_from(ABOUT) | st.none()
near_dates = st.sampled_from(
    ["2018", "2019", "2019-02", "2019-02-28", "2019-12-31", "2020-02-29", "2020", "spring 2020"]
)


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """A program of some people, who speak several times in a row now and then."""
    speakers = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
    labels = draw(st.permutations(LABELS))
    people = [
        Participant(name, tuple(labels[2 * i : 2 * i + draw(st.integers(1, 2))]), draw(sometimes))
        for i, name in enumerate(speakers)
    ]
    turns: list[Turn] = []
    section = None
    for _ in range(draw(st.integers(1, 5))):
        person = draw(st.sampled_from(people))
        section = draw(st.sampled_from([section, section, *ABOUT[:3]]))
        # From the twenty-first turn in a row on, a question is too far away.
        for i in range(draw(st.sampled_from([1, 1, 1, 1, 2, 20, 21]))):
            text = draw(texts) if i in (0, 1, 19, 20) else "hm"
            label = draw(st.sampled_from(person.labels))
            turn = Turn(len(turns) + 1, label, person.name, text, person.role, section=section)
            turns.append(turn)
    return Program(
        id=draw(st.sampled_from(IDS)), title=draw(st.sampled_from(ABOUT)), path="p", format="f",
        series=draw(sometimes), date=draw(near_dates | st.none()),
        topics=tuple(draw(st.lists(st.sampled_from(ABOUT), max_size=2))),
        participants=tuple(people), language=draw(st.sampled_from(LANGUAGES) | st.none()),
        turns=tuple(turns),
    )  # fmt: skip


corpora = st.lists(programs(), min_size=1, max_size=4, unique_by=lambda program: program.id)

GRAMMAR = Grammar(
    words=st.sampled_from(plain_words(" ".join(SAID))),
    patterns=st.sampled_from(
        ["tr*", "*s", "c?t", "?ar", "p*t*n", "*a*", "don'*", "0.?", "0.*", "ca??", "caf?", "*l*"]
    ),
    expressions=st.sampled_from(
        ["tr(y|ial)", "tr.*", "[ct]a?.*", r"\d+", r"0\.[12]", ".", "LE+", "(ann|bo)", "x"]
    ),
    names=st.sampled_from(plain_words(" ".join((*NAMES, *LABELS, *ABOUT, *IDS, "en us")))),
    dates=near_dates.filter(lambda day: day[:2] == "20"),
    farthest=4,
)

one_word = GRAMMAR.words.map(lambda word: Plain((word,)))
#: All trees, and more of those that seldom come by chance. To ask much of a corpus is cheap.
searches = st.lists(
    st.one_of(
        GRAMMAR.trees(),
        GRAMMAR.windows(),
        GRAMMAR.in_fields(),
        st.builds(Near, one_word, one_word, st.integers(1, 4), st.booleans()),
        st.sampled_from(plain_words(" ".join(NAMES))).map(
            lambda name: Field("speaker", Plain((name,)), name)
        ),
    ),
    min_size=5,
    max_size=15,
)

words_of_names = st.lists(
    st.sampled_from([*plain_words(" ".join((*NAMES, *LABELS, *ABOUT))), *IDS, "en"]),
    min_size=1,
    max_size=2,
).map(" ".join)
maybe = st.none() | st.none() | words_of_names | st.tuples(words_of_names, words_of_names)
filters = st.builds(
    lambda since_until, **named: Filters(**named, since=since_until[0], until=since_until[1]),
    st.sampled_from(
        [(None, None), (None, None), ("2019", None), (None, "2019-02"), ("2018", "2020-02-29")]
    ),
    **{name: maybe for name, (field, _) in FILTERS.items() if not field.is_date},
)


def people(some: Sequence[Program]) -> list[str]:
    """The names of all who speak."""
    return [turn.speaker for program in some for turn in program.turns]


@contextmanager
def indexed(some: Sequence[Program]) -> Iterator[Archive]:
    """An index of programs, a segment each, with the people that are put together."""
    with TemporaryDirectory() as folder:
        directory = Path(folder)
        with patch.object(transaction, "worth_merging", lambda segments: segments[:1]):
            for program in some:
                with Transaction(directory) as change:
                    path = change.new_segment()
                    change.add(path, write(path, [program]))
                    change.commit()
        linkage.write(directory, Manifest.read(directory).generation, people(some))
        with Archive.open(directory) as archive:
            yield archive


def oracle_of(some: Sequence[Program]) -> Oracle:
    """The oracle of programs, with the people that the index puts together."""
    return Oracle(some, linkage.link(people(some)))


def places(found: Results) -> list[Place]:
    """The turns of quotes, in their order."""
    return [(quote.program.id, quote.turn.number) for quote in found]


def literal(found: Results, arguments: Sequence[str]) -> list[Place]:
    """The turns that are what was asked for: plain words go on with what is like it."""
    plain = all(map(is_plain, arguments))
    tiers = ("phrase",) if plain else (None, "phrase", "all")
    turns = places(found)
    assert len(set(turns)) == len(turns)
    literally = [turn for turn, quote in zip(turns, found, strict=True) if quote.tier in tiers]
    if literally or not plain:
        first = [turn for turn, quote in zip(turns, found, strict=True) if quote.tier == found.tier]
        assert found.total == len(first)
    return literally


slow = settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.slow
@slow
@given(corpora, searches, filters, st.booleans())
def test_found_where_an_oracle_finds_it(
    some: list[Program], trees: list[Node], narrowed: Filters, strict: bool
) -> None:
    """The turns, no other and none twice; the total counts them."""
    oracle = oracle_of(some)
    with indexed(some) as archive:
        for tree, kept in product(trees, (Filters(), narrowed)):
            text = unparse(tree)
            expected = oracle.found(as_read([text]) if is_plain(text) else tree, kept)
            found = archive.search(text, limit=10_000, filters=kept, strict=strict)
            turns = set(literal(found, [text]))
            assert (turns - expected, expected - turns) == (set(), set()), (text, kept)


#: What is typed by hand, well or not.
by_hand = st.lists(
    st.sampled_from(
        [*SAID, *SAID, "OR", "AND", "NOT", "-a", "-trial", '"a the"', "(", ")", "(car OR cat)",
         "NEAR/2", "ONEAR/3", "WITHIN/1", "asked:a", "answered:trial", "speaker:lee", "ca*",
         "don'*", "topic:trials", "program:p1",
         "=M", '="The M"', '"a * protein"', '"the tria"*', "CAR-T",
         "date:2019", "-speaker:bo", "trail~", "/tr.+/", "?",
         "a?", "-"]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)  # fmt: skip


@pytest.mark.slow
@slow
@given(corpora, st.lists(by_hand, min_size=1, max_size=3), st.booleans())
def test_arguments(some: list[Program], arguments: list[str], strict: bool) -> None:
    """Each is a clause, and all are met; what cannot be read as one is refused."""
    if len(arguments) > 1:
        # Behind a question that was typed without quotes.
        arguments[-1] = arguments[-1].rstrip("?") or arguments[-1]
    try:
        tree = as_read(arguments)
    except QueryError:
        with indexed(some[:1]) as archive, pytest.raises(QueryError):
            archive.search(*arguments)
        return
    with indexed(some) as archive:
        found = archive.search(*arguments, limit=10_000, strict=strict)
    oracle = oracle_of(some)
    turns, expected = set(literal(found, arguments)), oracle.found(tree)
    if strict and (tiers := beside_fields(arguments)):
        expected = oracle.found(tiers[0]) or expected
    assert (turns - expected, expected - turns) == (set(), set())


@pytest.mark.slow
@slow
@given(corpora, searches, st.integers(0, 4))
def test_what_stands_for_too_many_words_is_refused(
    some: list[Program], trees: list[Node], most: int
) -> None:
    """It is refused if there are too many words, and not otherwise."""
    oracle = oracle_of(some)
    with indexed(some) as archive, patch.object(patterns, "MOST_WORDS", most):
        for tree in trees:
            try:
                archive.search(unparse(tree))
            except QueryError as error:
                assert "at most" in error.reason
                assert max(stand_for(oracle, tree)) > most
            else:
                assert max(stand_for(oracle, tree), default=0) <= most


#: For each row of the table of the language what may be typed for it.
TABLE = (
    # a word in any inflection, any case, accents folded; one letter, stop words, numbers
    ("maintenance",), ("MAINTAINING",), ("trasplánte",), ("protein",), ("m",), ("the",), ("0.1",),
    ("39.8",), ("6.2",), ("17p",), ("don't",), ("don’t",), ("DON’T",), ("U.S.",), ("COVID-19",),
    ("IL-6",), ("t(4;14)",), ("R&D",), ("10:30",), ("vacunas",), ("Después",),
    # said together; several arguments of a word each, several of several
    ("M protein",), ("m", "protein"), ("I say that",), ("M protein", "laboratory weather"),
    ("don't lean on the rail",), ("How bad is the weather?",), ("bad", "is", "the", "weather?"),
    # quotes inside an argument
    ('"M protein"',), ('"proteins"',), ('"weather" "laboratory"',), ("“church steeple” hill",),
    ('"those gates" speaker:poole',), ('"bus does not stop"',), ('"t 4 14"',), ('"don’t sign"',),
    # a hyphen parts words
    ("CAR-T",), ("CAR T",), ("car", "t"), ("MRD-negative",), ("CAR-T fever -number",), ('"car-t"',),
    # AND OR NOT -word ( ), in upper case only
    ("trial AND myeloma",), ("trial OR steeple",), ("myeloma NOT trial",), ("myeloma -trial",),
    ("(trial OR study) -window",), ("NOT the",), ("-the -a",), ("-(the OR a)",), ("NOT NOT bus",),
    ("trial drug OR gates",), ("wall AND flood OR bus",), ("myeloma -(-trial)",), ("bread OR and",),
    ("-protein", "gel OR myeloma"), ("or", "NOT bus"), ("not -bus",),
    # near each other, in any order, in that order, several
    ("protein NEAR/5 m",), ("gates NEAR/3 repair",), ("repair ONEAR/3 gates",),
    ("gates ONEAR/3 repair",), ('"graph paper" NEAR/3 (refrigerator OR kitchen)',),
    ('"protein m the"~3',), ('"the the"~9',), ('"a* b*"~4',), ("M-protein ONEAR/9 M-protein",),
    # within some turns of a program
    ("gates WITHIN/2 tree",), ("plateau WITHIN/0 panic",), ("(m WITHIN/1 panic) -steeple",),
    ("trial WITHIN/1000 bus",), ("(speaker:poole bridge) WITHIN/3 (speaker:abara gates)",),
    # any letters, wrong letters, expressions; inside a phrase
    ("cell*",), ("?ain",), ("*ation",), ("m?eloma",), ("p*t*n",), ("don'*",), ("0.*",), ("IL-?",),
    ("/mi?elom.*/",), ("/[0-9]{4}/",), ("mieloma~",), ("mieloma~2",), ("hemoglobine~",),
    ('"the *s"',), ('"m protien~"',), ('"/m|the/ /prot.*/"',), ("CAR-*",), ("steep* NEAR/9 pro*",),
    # fields
    ("speaker:adeyinka",), ('speaker:"mr. poole"',), ("speaker:dr", "myeloma"), ("-speaker:dr",),
    ("speaker:(abelson OR brandt) cells",), ("speaker:lucia",), ("speaker:/w.*/",), ("speaker:a*",),
    ("role:hematologist",), ('role:"bus driver"',), ("role:(-patient)",), ("program:bread",),
    ("program:mrd-2021 trial",), ('program:"flood wall" maintenance',), ("program:protein",),
    ("program:m-protein",), ("series:diaries",), ("topic:trials",), ("topic:(testing -trial)",),
    ('topic:"treatments testing" OR bus',), ("section:infusion",), ("lang:es",), ("lang:EN trial",),
    ("date:2019",), ("date:2018..2020 maintenance",), ("date:>=2022-05 cells",), ("-date:2018..",),
    ("date:<2019-10-08",), ("date:>2019-10-08 date:..2021-02-23",), ("date:2022-03..2022-05",),
    # exchanges
    # as written; any word in a phrase; the beginning of the last word
    ("=M",), ('="M protein"',), ("=bus",), ("-=The",), ('"the * is"',), ('"the * of"',),
    ('"m prot"*',),
    # plain words beside a field
    ("m protein speaker:adeyinka",), ("M protein", "speaker:adeyinka"), ("IL-6", "speaker:wexler"),
    ("asked:panic",), ("asked:(trial OR drug) patient",), ("answered:plateau",), ("-asked:m",),
    ("asked:(speaker:abelson maintenance)",), ("answered:(role:hematologist panic)",),
    ("asked:asked:ottoline OR bus",), ("asked:(-the) speaker:lionel",), ("asked:answered:panic",),
)  # fmt: skip
#: What nobody says in this order, beside what is found in the other one.
NOTHING = {("gates ONEAR/3 repair",)}


@pytest.fixture(scope="module")
def samples_oracle(sample_programs: list[Program]) -> Oracle:
    """The samples, of which nobody is known under two names."""
    return Oracle(sample_programs, linkage.link(people(sample_programs)))


@pytest.mark.parametrize(
    "arguments",
    dict.fromkeys([*TABLE, *(tuple(shlex.split(each)) for row in ROWS for each in row.examples)]),
    ids=" + ".join,
)
def test_the_table(archive: Archive, samples_oracle: Oracle, arguments: tuple[str, ...]) -> None:
    """What can be typed, over the samples: it finds what it says, and something."""
    found = archive.search(*arguments, limit=10_000)
    asked = [*arguments[:-1], arguments[-1].rstrip("?")] if len(arguments) > 1 else arguments
    turns, expected = set(literal(found, asked)), samples_oracle.found(as_read(asked))
    assert (turns - expected, expected - turns) == (set(), set())
    assert bool(expected) == (arguments not in NOTHING)
