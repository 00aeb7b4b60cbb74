"""The language of search as a table: what is typed, what it means, examples over the samples.

The page of `searcher help syntax`, the table in the README and the tests are made of it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that can be typed.

    Attributes:
        typed: the ways to type it.
        means: what is found; backticks are around what is typed.
        examples: what stands behind `searcher` in a shell; each finds something in
            the sample transcripts.
    """

    typed: tuple[str, ...]
    means: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Rows that belong together, below a heading."""

    heading: str
    rows: tuple[Row, ...]


#: What is true of a search as a whole.
RULES = (
    "Each argument of the shell is a clause, and all clauses must be met. Quote an argument "
    "for the shell, with single quotes where it has double quotes, brackets, * or > in it.",
    "Plain words go through tiers: said together, then all in one turn, then all in a "
    "question and its answer, then some of them. Anything else on this page is taken at "
    "its word.",
    "Where synonyms.toml beside the index says that words mean the same, a search for one "
    "finds the others; words in quotes, patterns and fields are taken as they are.",
    "NEAR binds closest, then WITHIN, NOT, AND and OR; what stands side by side comes last: "
    "`a b OR c` asks for a, and for b or c. Brackets say otherwise.",
    "One-letter words, stop words and numbers are words like others. A question mark at the "
    "end of several words is punctuation.",
)

SECTIONS = (
    Section(
        "Words",
        (
            Row(
                ("maintenance",),
                "the word in any inflection, any case, accents folded",
                ("maintenance",),
            ),
            Row(
                ('"M protein"',),
                "the words of one argument: said together first, then in one turn, then in a "
                "question and its answer, then some of them",
                ('"M protein"',),
            ),
            Row(
                ("'\"M protein\"'",),
                "quotes inside an argument: exactly these words, in this order",
                ("'\"laboratory weather\"'", "'\"weather\" speaker:adeyinka'"),
            ),
            Row(
                ("CAR-T", '"CAR T"', '"car t"'),
                "the same: a hyphen parts words",
                ("CAR-T",),
            ),
        ),
    ),
    Section(
        "Operators",
        (
            Row(
                ("AND OR NOT -word ( )",),
                "operators, in upper case; `a b OR c` asks for a, and for b or c",
                ("'mainten* (window OR contract) -bridge'", "'trial AND NOT study'"),
            ),
        ),
    ),
    Section(
        "Near each other",
        (
            Row(
                ("a NEAR/5 b", "a ONEAR/5 b"),
                "at most 5 words apart, in any order; a before b",
                ("'plateau NEAR/8 panic'", "'(church OR bell) ONEAR/2 steeple'"),
            ),
            Row(
                ("'\"a b c\"~5'",),
                "all of these within 5 words, in any order",
                ("'\"steeple protein m\"~6'",),
            ),
            Row(
                ("a WITHIN/2 b",),
                "at most 2 turns apart in one program; with 0, in one turn",
                ("'plateau WITHIN/1 weather'", "'maintenance WITHIN/4 \"bone marrow\"'"),
            ),
        ),
    ),
    Section(
        "Questions and answers",
        (
            Row(
                ("asked:word", "asked:(…)"),
                "what another speaker said right before: who was asked about it, "
                "and what they said",
                ("asked:panic", "'asked:(speaker:abelson maintenance)'"),
            ),
            Row(
                ("answered:word", "answered:(…)"),
                "what another speaker said right after: what was asked to get this answer",
                ("answered:plateau", "'answered:(role:hematologist panic)'"),
            ),
        ),
    ),
    Section(
        "Words that stand for several",
        (
            Row(
                ("mainten*", "m?eloma"),
                "any letters, one letter; also inside quotes",
                ("'m?eloma'", "'\"maint* contract\"'"),
            ),
            Row(
                ("mieloma~", "mieloma~2"),
                "one letter wrong, two letters wrong; also inside quotes",
                ("mieloma~", "hemoglobine~2"),
            ),
            Row(
                ("/mi?elom.*/",),
                "a regular expression over words; also inside quotes",
                ("'/m[iy]elom.*/'", "'/[0-9]{4}/ wall'"),
            ),
        ),
    ),
    Section(
        "Who, where and when",
        (
            Row(
                ("speaker:name",),
                "any label or name of the person",
                ("'maintenance speaker:abelson'", "'speaker:(abelson OR brandt) cells'"),
            ),
            Row(
                ("role:word",),
                "what the person is said to be",
                ("'role:hematologist panic'",),
            ),
            Row(
                ("program:id",),
                "the id of a program, or words of its title",
                ("'program:mrd-2021 trial'", "'program:\"flood wall\" maintenance'"),
            ),
            Row(
                ("series:word", "topic:word", "section:word", "lang:en"),
                "words of the series, of the topics, of the heading above; the language",
                ("'series:plasma panic'", "'section:infusion fever'", "'lang:es mantenimiento'"),
            ),
            Row(
                ("date:2019", "date:2018..2020", "date:>=2019-05"),
                "when, as far as the date of the program is known",
                ("'date:2018..2020 maintenance'", "'date:>=2022-05 cells'"),
            ),
        ),
    ),
)

ROWS = tuple(row for section in SECTIONS for row in section.rows)


def markdown() -> str:
    """The table as Markdown."""
    lines = ["| typed | means |", "|---|---|"]
    for row in ROWS:
        typed = ", ".join(f"`{each}`" for each in row.typed)
        lines.append(f"| {typed} | {row.means} |")
    return "\n".join(lines) + "\n"
