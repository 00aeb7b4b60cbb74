"""The words of a search are read into the tree that they mean, or refused with a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.errors import QueryError
from searcher.syntax.date_ranges import DateRange
from searcher.syntax.lexer import is_plain
from searcher.syntax.parser import parse
from searcher.syntax.syntax_tree import (
    And,
    Answered,
    AnyWord,
    Asked,
    Dated,
    Exact,
    Field,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Plain,
    Regular,
    Tagged,
    Window,
    Within,
    Written,
)
from tests.searcher import strategies


def word(*words: str) -> Plain:
    """A plain part."""
    return Plain(words)


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("maintenance", word("maintenance")),
        ('"M protein"', Exact(("m", "protein"))),
        ("“M protein”", Exact(("m", "protein"))),
        ("CAR-T", word("car", "t")),
        ("t(4;14)", word("t", "4", "14")),
        ("a OR b", Or((word("a"), word("b")))),
        ("a b OR c", And((word("a"), Or((word("b"), word("c")))))),
        ("a AND b OR c", Or((And((word("a"), word("b"))), word("c")))),
        ("a AND NOT b", And((word("a"), Not(word("b"))))),
        ("a -b", And((word("a"), Not(word("b"))))),
        ('-"a b" c', And((Not(Exact(("a", "b"))), word("c")))),
        ("-(a OR b)", Not(Or((word("a"), word("b"))))),
        ("MRD-negative -trial", And((word("mrd", "negative"), Not(word("trial"))))),
        ("(a OR b) c", And((Or((word("a"), word("b"))), word("c")))),
        ("and or not", And((word("and"), word("or"), word("not")))),
        ("speaker:ann x", And((Field("speaker", word("ann"), "ann"), word("x")))),
        ("Speaker:ann", Field("speaker", word("ann"), "ann")),
        ('speaker:"ann lee"', Field("speaker", Exact(("ann", "lee")), "ann lee")),
        ("program:talks/a-1", Field("program", word("talks", "a", "1"), "talks/a-1")),
        ("-speaker:ann", Not(Field("speaker", word("ann"), "ann"))),
        ("mainten*", Pattern("mainten*")),
        ("m?eloma x", And((Pattern("m?eloma"), word("x")))),
        ("cares? OR x", Or((Pattern("cares?"), word("x")))),
        ("what - really?", And((word("what"), word("really")))),
        ("a NEAR/5 b", Near(word("a"), word("b"), 5, ordered=False)),
        ("a ONEAR/5 b-c", Near(word("a"), word("b", "c"), 5, ordered=True)),
        ("-a NEAR/5 b", Not(Near(word("a"), word("b"), 5, ordered=False))),
        ("a near b", And((word("a"), word("near"), word("b")))),
        (
            'x (a OR b*) NEAR/1000 "c d" AND y',
            And(
                (
                    word("x"),
                    And(
                        (
                            Near(
                                Or((word("a"), Pattern("b*"))),
                                Exact(("c", "d")),
                                1000,
                                ordered=False,
                            ),
                            word("y"),
                        )
                    ),
                )
            ),
        ),
        ("a WITHIN/2 b", Within(word("a"), word("b"), 2)),
        ("a WITHIN/0 b-c", Within(word("a"), word("b", "c"), 0)),
        ("-a WITHIN/2 b", Not(Within(word("a"), word("b"), 2))),
        (
            "a NEAR/5 b WITHIN/1000 (c -d) OR e",
            Or(
                (
                    Within(
                        Near(word("a"), word("b"), 5, ordered=False),
                        And((word("c"), Not(word("d")))),
                        1000,
                    ),
                    word("e"),
                )
            ),
        ),
        (
            "(a WITHIN/2 b) WITHIN/3 speaker:c",
            Within(Within(word("a"), word("b"), 2), Field("speaker", word("c"), "c"), 3),
        ),
        (
            '"a b"~5 WITHIN/1 date:2019..',
            Within(Window(("a", "b"), 5), Dated(DateRange(first="2019-01-01")), 1),
        ),
        ("asked:a b", And((Asked(word("a")), word("b")))),
        ('Answered:"M protein"', Answered(Exact(("m", "protein")))),
        ('asked:"M protein"~3', Asked(Window(("m", "protein"), 3))),
        ("-asked:a", Not(Asked(word("a")))),
        ("asked:(-a)", Asked(Not(word("a")))),
        (
            "asked:(speaker:host a OR b)",
            Asked(And((Field("speaker", word("host"), "host"), Or((word("a"), word("b")))))),
        ),
        ("asked:speaker:host", Asked(Field("speaker", word("host"), "host"))),
        ("asked:answered:/a+/", Asked(Answered(Regular("a+")))),
        (
            "asked:(a NEAR/2 b) WITHIN/3 answered:c",
            Within(Asked(Near(word("a"), word("b"), 2, ordered=False)), Answered(word("c")), 3),
        ),
        ("asked : a", And((word("asked"), word("a")))),
        ("speaker:(ann)", Field("speaker", word("ann"), "")),
        ('"a b c"~5', Window(("a", "b", "c"), 5)),
        ('"a b c d"~1', Window(("a", "b", "c", "d"), 3)),
        ("/mi?elom.*/", Regular("mi?elom.*")),
        (r"(/a(b|c)/ OR /\d+/) x", And((Or((Regular("a(b|c)"), Regular(r"\d+"))), word("x")))),
        (
            "speaker:/an+/ and/or",
            And((Field("speaker", Regular("an+"), ""), word("and", "or"))),
        ),
        ("a /b c/", And((word("a"), word("b"), word("c")))),
        ("mieloma~", Fuzzy("mieloma", 1)),
        ("date:2019 x", And((Dated(DateRange("2019-01-01", "2019-12-31")), word("x")))),
        ('-date:"2020-02"', Not(Dated(DateRange("2020-02-01", "2020-02-29")))),
        ("date:2018..2020-06", Dated(DateRange("2018-01-01", "2020-06-30"))),
        ("date:2018..", Dated(DateRange(first="2018-01-01"))),
        ("tag:Follow-up", Tagged("follow-up")),
        ('-tag:"consent" x', And((Not(Tagged("consent")), word("x")))),
        ("asked:tag:consent", Asked(Tagged("consent"))),
        ("date:>=2019-05", Dated(DateRange(first="2019-05-01"))),
        ('"mainten* treatment"', Exact((Pattern("mainten*"), "treatment"))),
        ('"the CAR-?cell* goes away?"', Exact(("the", "car", Pattern("?cell*"), "goes", "away"))),
        ('"why? because * of 0.1"', Exact(("why", "because", AnyWord(), "of", "0.1"))),
        ('"harry pot"*', Exact(("harry", Pattern("pot*")))),
        ("=US", Written(("us",), ("US",))),
        (
            '-="the IT guy" x',
            And((Not(Written(("the", "it", "guy"), ("the", "IT", "guy"))), word("x"))),
        ),
        ("a=b", Plain(("a", "b"))),
        ("l'univers* x", And((Exact(("l", Pattern("univers*"))), word("x")))),
        ('"dell’univers* di"', Exact(("dell", Pattern("univers*"), "di"))),
        ("l'univers~", Exact(("l", Fuzzy("univers", 1)))),
        ("-5 x", And((word("5"), word("x")))),
        ("x -a5", And((word("x"), Not(word("a5"))))),
        ('5\'11" OR 6"', Or((word("5'11"), word("6")))),
        ('a"b c"', And((word("a"), Exact(("b", "c"))))),
        ("www.a.org/b?c=d x", And((Plain(("www", "a", "org", "b", "c", "d")), word("x")))),
        ("a.org?b=c x", And((Plain(("a", "org", "b", "c")), word("x")))),
        ("what?ever", Pattern("what?ever")),
        ("x :)", And((word("x"), word(":)")))),
        ("(x :)", word("x")),
        ('צה"ל x', And((word("צהל"), word("x")))),
        ("20mg", Plain(("20", "mg"))),
        ("\ufeffbus\u200b gate", And((word("bus"), word("gate")))),
        ('"prot~ /m+/ x~2"', Exact((Fuzzy("prot", 1), Regular("m+"), Fuzzy("x", 2)))),
        ("CAR-T* x", And((Exact(("car", Pattern("T*"))), word("x")))),
        ("0.1* x", And((Pattern("0.1*"), word("x")))),
        ("x mainten*?", And((word("x"), Pattern("mainten*")))),
        ("is it cares?", And((word("is"), word("it"), word("cares")))),
        ("speaker:car?s", Field("speaker", Pattern("car?s"), "")),
        ("is speaker:cares?", And((word("is"), Field("speaker", word("cares"), "cares")))),
        ("cafe\u0301*", Pattern("cafe\u0301*")),
        ('"CAR* 0.1~ c++~"', Exact((Pattern("CAR*"), Fuzzy("0.1", 1), Fuzzy("c++", 1)))),
        ('"wom?n men"~4', Window((Pattern("wom?n"), "men"), 4)),
        ("Míeloma~2 x", And((Fuzzy("mieloma", 2), word("x")))),
        ("(a~ OR b) NEAR/2 c", Near(Or((Fuzzy("a", 1), word("b"))), word("c"), 2, ordered=False)),
        ("~50 a~b", And((word("50"), word("a", "b")))),
        ("at 10:30", And((word("at"), word("10", "30")))),
        ("see https://x.org/a", And((word("see"), word("https", "x", "org", "a")))),
        (
            'speaker:manasanch "end point" OR "end points"',
            And(
                (
                    Field("speaker", word("manasanch"), "manasanch"),
                    Or((Exact(("end", "point")), Exact(("end", "points")))),
                )
            ),
        ),
    ],
)
def test_parse(typed: str, tree: Node) -> None:
    """A search parses to the tree beside it."""
    assert parse(typed) == tree


@pytest.mark.parametrize(
    ("typed", "place", "reason"),
    [
        ('"M protein', 0, "this quote is not closed"),
        ('trial "', 6, "this quote is not closed"),
        ("a (b OR c", 2, "this bracket is not closed"),
        ("a b) c", 3, "this bracket closes nothing"),
        ("()", 1, "there is no word here"),
        ("OR a", 0, "OR needs something before it"),
        ("a OR", 4, "OR needs something after it"),
        ("a AND OR b", 6, "AND needs something after it"),
        ("a NOT", 5, "NOT needs something after it"),
        ("(a OR) b", 5, "OR needs something after it"),
        ('a "" b', 2, "there is no word between these quotes"),
        (
            "speeker:ann",
            0,
            "Did you mean speaker:? Fields are speaker:, role:, program:",
        ),
        ("a NEAR/x b", 2, "NEAR/x needs a number of words, from 1 to 1,000"),
        ("a NEAR b", 2, "NEAR needs a number of words"),
        ("a NEAR/ b", 2, "NEAR/ needs a number of words"),
        ("a NEAR/0 b", 2, "NEAR/0 needs a number of words"),
        ("a ONEAR/1001 b", 2, "ONEAR/1001 needs a number of words"),
        ("a NEAR/5", 8, "NEAR/5 needs something after it"),
        ("(a NEAR/5) b", 9, "NEAR/5 needs something after it"),
        ("NEAR/5 b", 0, "NEAR/5 needs something before it"),
        ("a OR NEAR/5 b", 5, "OR needs something after it"),
        ("a NEAR/5 -b", 9, "NEAR/5 cannot be next to NOT; put NOT before the whole, in brackets"),
        ("a NEAR/5 NOT b", 9, "cannot be next to NOT; put NOT before the whole"),
        ("a NEAR/5 NEAR/5 b", 9, "NEAR/5 needs something after it"),
        ("a NEAR/5 speaker:b", 9, "NEAR/5 joins words, phrases, and brackets with OR"),
        ("(a b) NEAR/5 c", 0, "NEAR/5 joins words, phrases, and brackets with OR"),
        ('a NEAR/5 "b c"~5', 9, "NEAR/5 joins words, phrases, and brackets with OR"),
        ("- NEAR/5 c", 0, "NEAR/5 joins words, phrases, and brackets with OR"),
        ("a NEAR/5 b NEAR/5 c", 11, "NEAR/5 joins only two parts"),
        ('x "a b"~y', 7, "~y needs a number of words, from 1 to 1,000"),
        ('"a b"~', 5, "~ needs a number of words"),
        ('"a b"~0', 5, "~0 needs a number of words"),
        ('"a"~5', 3, "~5 needs several words between its quotes"),
        ('""~5', 0, "there is no word between these quotes"),
        ("x mieloma~3", 9, "~3 is too many: ~ allows one wrong letter, ~2 two"),
        ("mieloma~0", 7, "~0 is too many"),
        ("x date:2019-13", 7, "2019-13 is not a date: there is no month 13"),
        ("date:2019-02-29", 5, "2019-02-29 is not a date: that month has no day 29"),
        ("date:spring", 5, "spring is not a date; write 2019, 2019-09 or 2019-09-09"),
        ("date:>2019..2020", 5, "2019..2020 is not a date"),
        ("date:>=", 5, "nothing is not a date"),
        ("date:..", 5, "a range needs a date before or after the dots"),
        ("date:2020..2019", 5, "2020..2019 ends before it begins"),
        ("date:(2019 OR 2020)", 5, "( is not a date"),
        ("date:OR x", 5, "date: needs something after it"),
        ("date:2019 NEAR/5 x", 0, "NEAR/5 joins words"),
        ('a "b mieloma~3"', 12, "~3 is too many"),
        ("CAR-T~", 5, "~ must follow one word"),
        ("mi*oma~", 6, "~ must follow one word"),
        ('"CAR-T~"', 6, "~ must follow one word"),
        ("...~", 3, "~ must follow one word"),
        ("a WITHIN b", 2, "WITHIN needs a number of turns, from 0 to 1,000"),
        ("a WITHIN/x b", 2, "WITHIN/x needs a number of turns, from 0 to 1,000"),
        ("a WITHIN/-1 b", 2, "WITHIN/-1 needs a number of turns"),
        ("a WITHIN/1001 b", 2, "WITHIN/1001 needs a number of turns"),
        ("WITHIN/2 b", 0, "WITHIN/2 needs something before it"),
        ("a WITHIN/2", 10, "WITHIN/2 needs something after it"),
        ("a WITHIN/2 OR b", 11, "WITHIN/2 needs something after it"),
        ("a WITHIN/2 - b", 11, "WITHIN/2 needs a word on both sides"),
        ("a WITHIN/2 b WITHIN/3 c", 13, "WITHIN/2 joins only two parts; use brackets"),
        ("a WITHIN/2 -b", 11, "cannot be next to NOT; put NOT before the whole"),
        ("x (NOT a) WITHIN/2 b", 2, "cannot be next to NOT; put NOT before the whole"),
        ("a WITHIN/2 (b OR -c)", 11, "cannot be next to NOT; put NOT before the whole"),
        ("a WITHIN/2 speaker:(-b)", 11, "cannot be next to NOT; put NOT before the whole"),
        ("a NEAR/2 asked:b", 9, "NEAR/2 joins words, phrases"),
        ("a NEAR/2 (b WITHIN/2 c)", 9, "NEAR/2 joins words, phrases"),
        (
            "a speaker:(b WITHIN/2 c)",
            13,
            "WITHIN/2 compares turns and cannot be inside speaker:",
        ),
        ("Role:(asked:a)", 6, "asked: compares turns and cannot be inside Role:"),
        ("role:answered:a", 5, "answered: compares turns and cannot be inside role:"),
        ("speaker:(a role:b)", 11, "role: cannot be inside speaker:, only next to it"),
        ("speaker:(a NEAR/2 b)", 11, "words can be near each other in the text, not in a field"),
        ('speaker:"a b"~2', 8, "words can be near each other in the text, not in a field"),
        ("asked:()", 7, "there is no word here"),
        ("asked:...", 0, "asked: needs a word after it"),
        ("asked:" * 51 + "a", 300, "brackets, NOT and fields can be nested at most 50 deep"),
        ("", 0, "there is nothing to search for"),
        ("...", 0, "there is no word here"),
        ("(" * 51 + "a" + ")" * 51, 50, "brackets, NOT and fields can be nested at most 50 deep"),
        ("NOT " * 60 + "a", 200, "brackets, NOT and fields can be nested at most 50 deep"),
        ("a " * 1001, 2000, "a search has at most 1,000 parts"),
        ("x" * 10_001, 10_000, "a search has at most 10,000 characters"),
    ],
)
def test_what_cannot_be_read(typed: str, place: int, reason: str) -> None:
    """The error says what is wrong, and where."""
    with pytest.raises(QueryError) as caught:
        parse(typed)
    assert reason in caught.value.reason
    assert caught.value.place == place


@pytest.mark.parametrize(
    "example",
    [
        "trial OR study",
        "maintenance NOT trial",
        "(trial OR study) maintenance",
        "speaker:abelson",
        '"M protein"',
        "mainten*",
        "maintenance NEAR/5 trial",
        '"maintenance trial"~5',
        "mieloma~",
        "/mi?elom.*/",
        "date:2018..2020",
        "mieloma~2",
    ],
)
def test_examples_of_errors_can_be_read(example: str) -> None:
    """What a message gives as an example is no error itself."""
    assert parse(example)


@pytest.mark.parametrize(
    "typed", ["M protein", "does it go away?", "and why not", "t(4;14)", "U.S."]
)
def test_plain(typed: str) -> None:
    """Words with the usual punctuation are plain."""
    assert is_plain(typed)


@pytest.mark.parametrize(
    "typed", ["a OR b", '"a"', "-a b", "speaker:a", "(a)", "a*", "?a", "x NOT y"]
)
def test_not_plain(typed: str) -> None:
    """An operator, a quote, a field or a pattern is taken at its word."""
    assert not is_plain(typed)


@given(strategies.texts | st.text())
def test_every_search_is_read_or_refused(typed: str) -> None:
    """Whatever is typed gives a tree, or an error with a place inside of it."""
    try:
        assert parse(typed) is not None
    except QueryError as error:
        assert 0 <= error.place <= len(typed)
        assert error.reason
        assert error.example
