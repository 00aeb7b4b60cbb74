"""Several words are ranked as talk: by the turns around, by names, and by what is literal."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.model import Participant, Program, Turn
from index.library.library import Library
from index.update.update import write_programs
from searcher.archive import Archive
from searcher.errors import QueryError
from searcher.matching.evaluate import Evaluator
from searcher.query.long_question import KEPT
from searcher.query.planner import plan
from searcher.ranking.cascade import TieredSearch
from searcher.ranking.conversation import Conversation
from searcher.ranking.parameters import DEFAULT

FILLER = "We had a long drive and the weather was fine."


def program(name: str, turns: list[tuple[str, str]], title: str = "A talk") -> Program:
    """A program of turns, each a speaker and a text."""
    people = {speaker: Participant(speaker, (speaker,)) for speaker, _ in turns}
    said = tuple(Turn(i, who, who, text) for i, (who, text) in enumerate(turns, start=1))
    return Program(
        name, title, f"{name}.txt", "labelled", participants=tuple(people.values()), turns=said
    )


@pytest.fixture
def talks(tmp_path: Path) -> Archive:
    """Programs in which the same words are said in different company."""
    ann, bob = "Ann Lee", "Bob Ray"
    write_programs(
        tmp_path,
        [
            program(
                "alone", [(ann, FILLER)] * 8 + [(bob, "The dam is old.")] + [(ann, FILLER)] * 8
            ),
            program(
                "company",
                [(ann, "Tell me of the river and its flood.")]
                + [(bob, "The dam is old."), (ann, "And the flood?"), (bob, "The river rose.")] * 3,
            ),
            program("named", [(ann, "A turbine turns."), (bob, "A turbine turns.")]),
            program("titled", [(ann, "An orchard grows."), (bob, FILLER)], "The cider press"),
            program("other", [(ann, "An orchard grows."), (bob, FILLER)], "Another title"),
        ],
    )
    return Archive.open(tmp_path)


def first(talks: Archive, *typed: str) -> tuple[str, int]:
    """The program and the number of the best turn."""
    quote = talks.search(*typed).quotes[0]
    return quote.program.id, quote.turn.number


def test_the_turns_around_decide(talks: Archive) -> None:
    """Of two turns that say the same, the one in talk about the rest of the question is first."""
    assert first(talks, "how old is the dam and did the river ever flood")[0] == "company"


@pytest.mark.parametrize(("name", "number"), [("Ann", 1), ("Bob", 2), ("Bob Ray", 2)])
def test_a_named_speaker_comes_first(talks: Archive, name: str, number: int) -> None:
    """Whoever is named in a question is quoted before others who say the same."""
    assert first(talks, f"what did {name} say about the turbine speed") == ("named", number)


def test_a_title_lends_weight(talks: Archive) -> None:
    """A program whose title is about a word of the question comes before another."""
    assert first(talks, "orchard cider apples")[0] == "titled"


def test_light_words_find_nothing(talks: Archive) -> None:
    """A question of which nothing is said but its small words has no answer."""
    assert talks.search("what did they say about zeppelins").total == 0


@pytest.mark.parametrize("typed", ["dam old", "how old is the dam and did the river ever flood"])
def test_parts_sum_to_the_score(talks: Archive, typed: str) -> None:
    """`explain` leaves nothing out."""
    for quote in talks.search(typed, explain=True, limit=50):
        assert sum(score for _, score in quote.explanation) == pytest.approx(quote.score)


def test_sorted_by_program(talks: Archive) -> None:
    """Within a tier the programs are in the order of their ids."""
    found = talks.search("the", sort="program", limit=100)
    ids = [quote.program.id for quote in found]
    assert ids == sorted(ids)
    with pytest.raises(ValueError, match="one of relevance, date, -date, program"):
        talks.search("the", sort="length")


@pytest.mark.parametrize(
    "typed",
    [
        'what is said of the "old river dam" there?',
        "how old is the dam (the one in the flood talk)?",
        "what did they say of “the dam tower” there",
        "is the dam old? did the zeppelin flood it?",
    ],
)
def test_signs_in_a_question_are_no_operators(talks: Archive, typed: str) -> None:
    """Where nothing matches them, the words of the question are searched for, and that is said."""
    found = talks.search(typed)
    assert (found.tier, found.query) == ("any", (typed,))
    assert found.total
    assert [hint.kind for hint in found.hints][:1] == ["as_plain"]


@pytest.mark.parametrize("typed", ["what is (the dam) there", 'what of "the dam" (is said)'])
def test_signs_that_a_turn_would_match(talks: Archive, typed: str) -> None:
    """They do not narrow a question either: all that the plain question finds is found."""
    found = talks.search(typed)
    plain = talks.search(typed.translate({ord(sign): None for sign in '()"'}))
    assert found.quotes
    assert {quote.turn.text for quote in found} <= {quote.turn.text for quote in plain}
    assert (found.query, found.hints[0].kind) == ((typed,), "as_plain")
    assert len([*talks.every(typed).quotes]) == talks.count(typed).total.turns == found.total


@pytest.mark.parametrize("typed", ["flood?", "dam??", "¿river?"])
def test_a_word_with_a_question_mark(talks: Archive, typed: str) -> None:
    """A pattern that no word matches is the word; so is it for counts."""
    word = typed.strip("¿?")
    found = talks.search(typed)
    assert (found.total, found.query) == (talks.search(word).total, (typed,))
    assert [hint.kind for hint in found.hints] == ["as_plain"]
    assert talks.count(typed).total.turns == found.total


@pytest.mark.parametrize(
    "typed",
    [
        'what is said of the "old river dam there?',
        "how (old is the dam",
        "how old is the dam) and the river",
        '"did the river flood the dam?',
        "what is [the] ((dam",
        'is the "dam" (old?! and "the river?"',
    ],
)
def test_signs_without_a_pair(talks: Archive, typed: str) -> None:
    """A question is read by its words where its quotes or brackets are not in pairs."""
    found = talks.search(typed)
    assert (found.tier, found.hints[0].kind) == ("any", "as_plain")
    assert "this" in found.hints[0].near
    assert found.total == talks.count(typed).total.turns
    assert [*talks.every(typed, sort="program").quotes]


@pytest.mark.parametrize(
    "typed",
    ['dam AND "river', "(dam", 'what speaker:"Bob', 'how old NEAR/3 "dam', "what =dam (river",
     '"the dam'],
)  # fmt: skip
def test_operators_without_a_pair(talks: Archive, typed: str) -> None:
    """A search by operators, or that is no question, has an error where a pair is not closed."""
    with pytest.raises(QueryError, match="is not closed"):
        talks.search(typed)
    with pytest.raises(QueryError, match="is not closed"):
        talks.count(typed)


@pytest.mark.parametrize("between", [" ", ", ", "\n", ' "', " (so) "])
@pytest.mark.parametrize("words", [201, 2_000])
def test_a_very_long_question(talks: Archive, words: int, between: str) -> None:
    """Of many words those that tell most are looked for, and that is said."""
    some = ["what", "is", "the", "turbine"] + ["of", "them", "zeppelins", "and"] * (words // 4)
    typed = between.join(some)
    found = talks.search(typed)
    assert "shortened" in {hint.kind for hint in found.hints}
    assert (found.quotes[0].program.id, found.tier) == ("named", "any")
    assert talks.count(typed).total.turns == found.total
    assert talks.search(*some).quotes == talks.search(" ".join(some)).quotes


def test_which_words_of_a_long_question(talks: Archive) -> None:
    """The rare words of a long question count, and at most `KEPT` of them are looked for."""
    typed = " ".join(["the dam and its river"] * 300 + [f"word{n}" for n in range(600)])
    (hint,) = (hint for hint in talks.search(typed).hints if hint.kind == "shortened")
    assert hint.typed == "dam river"
    unsaid = talks.search(" ".join(f"word{n}" for n in range(600)))
    assert (unsaid.total, unsaid.hints[0].kind) == (0, "shortened")
    assert len(unsaid.hints[0].typed.split()) == KEPT


@pytest.mark.parametrize("typed", ["the " * 201, "dam AND " * 2_001 + "river", "dam " * 20_000])
def test_what_is_too_long(talks: Archive, typed: str) -> None:
    """Small words only, operators, and a search of endless length are refused."""
    with pytest.raises(QueryError, match="at most"):
        talks.search(typed)


@pytest.mark.parametrize("typed", ['"old river dam"', "dam (river flood)", "what -dam (river)"])
def test_operators_stay_operators(talks: Archive, typed: str) -> None:
    """A search that is no question, or has other operators, finds what it says."""
    assert "as_plain" not in {hint.kind for hint in talks.search(typed).hints}


def test_words_of_the_question_have_weights(talks: Archive) -> None:
    """Each part of the score is one line, with the words that count in it and their weights."""
    quote = talks.search("how old is the dam and did the river flood", explain=True).quotes[0]
    names = [part for part, _ in quote.explanation]
    assert len(names) == len(set(names))
    assert sum(name.startswith("says ") for name in names) == 1
    around = next(name for name in names if name.startswith("around it is said "))
    assert {"dam", "river", "flood"} <= set(around.replace(",", "").split())
    assert around.count("(") >= 3


def test_all_bounds_hold(tmp_path: Path) -> None:
    """Which turns are scored in full does not change which are the best."""
    chance = random.Random(3)
    words = ["dam", "river", "flood", "tower", "so", "well", "fine", "long"]
    turns = [
        (chance.choice(["Ann", "Bob"]), " ".join(chance.choices(words, k=chance.randint(1, 60))))
        for _ in range(400)
    ]
    write_programs(tmp_path, [program("a", turns[:250]), program("b", turns[250:], "The dam")])
    with Library.open(tmp_path) as library:
        search = plan(["what did the river do to the dam tower"], library)
        some = Conversation(
            search.words, Evaluator(library), replace(DEFAULT, all_of=0, candidates=5)
        )
        every = Conversation(search.words, Evaluator(library), DEFAULT)
        _, found = every.telling(None)
        best, wanted = some.best(found, 12), every.ranked(found).best(12)
        assert best.documents.tolist() == wanted.documents.tolist()
        assert best.scores == pytest.approx(wanted.scores)


@pytest.mark.parametrize("count", [1, 7, 60])
def test_strict_pages_hold(tmp_path: Path, count: int) -> None:
    """A strict page of a question has the best of the turns found, however few are scored."""
    chance = random.Random(4)
    words = "dam river flood so long".split()
    turns = [("Ann", " ".join(chance.choices(words, k=chance.randint(1, 9)))) for _ in range(300)]
    write_programs(tmp_path, [program("a", turns)])
    with Library.open(tmp_path) as library:
        search = plan(["what did the river do to the dam"], library)
        few = replace(DEFAULT, all_of=0, candidates=5)
        page = TieredSearch(search, Evaluator(library), parameters=few).answer(count, strict=True)
        every = TieredSearch(search, Evaluator(library)).answer(300, strict=True)
        assert page.total == every.total == len(every.matches)
        wanted = every.matches[:count]
        assert [one.document for one in page.matches] == [one.document for one in wanted]
        scores = [one.score for one in page.matches]
        assert scores == pytest.approx([one.score for one in wanted])


def test_small_words_of_another_language(tmp_path: Path) -> None:
    """What very many turns of a language say is light, without a list of its words."""
    said = [("Ana", f"la presa que es de la ciudad, y es la que vemos {n}") for n in range(60)]
    said[30] = ("Ana", "Una turbina nueva llega en marzo con el barco grande.")
    spanish = replace(program("es", said), language="es")
    english = replace(program("en", [("Bob", FILLER)] * 200), language="en")
    write_programs(tmp_path, [spanish, english])
    with Archive.open(tmp_path) as archive:
        found = archive.search("¿qué es la turbina que es de la ciudad?")
        assert (found.total, found.quotes[0].turn.number) == (1, 31)
