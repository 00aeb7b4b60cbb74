"""The reference of the search language: what is typed, what it means, and examples.

`searcher help syntax`, the table in the README and tests read it.
"""

from dataclasses import dataclass

from index.fields import FIELDS


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that can be typed.

    Attributes:
        typed: the ways to type it.
        means: what is found; backticks are around what is typed.
        examples: arguments of `searcher` in a shell; each finds something in the sample
            transcripts.
    """

    typed: tuple[str, ...]
    means: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading."""

    heading: str
    rows: tuple[Row, ...]


#: Rules for a search as a whole.
RULES = (
    "A turn is what one speaker says until another speaks; a program is one transcript. Each "
    "argument of the shell is a clause, and a turn must match all clauses. Quote an argument for "
    "the shell, with single quotes if it has double quotes, brackets, * or > in it.",
    "Plain words are searched in tiers, from the strictest to the widest: as a phrase, then all "
    "in one turn, then all in a question and its answer, then some of them. Beside fields the "
    "first two tiers are searched. Everything else on this page is matched exactly as typed.",
    "If synonyms.toml in the index folder says that words mean the same, a search for one finds "
    "the others. Words in quotes, patterns and fields have no synonyms.",
    "NEAR binds closest, then WITHIN, NOT, AND and OR; clauses side by side come last: "
    "`a b OR c` asks for a, and for b or c. Use brackets to group otherwise.",
    "One-letter words, stop words, numbers and emoji are words like any other, and `-5` is a "
    "number. A question mark at the end of several words is punctuation; after one word it is a "
    "letter, or punctuation if no word matches.",
    "Initials are one word with or without dots (`Ph.D.`), and the word after an elided one is a "
    "word by itself (`l'État`). What has the accents that were typed comes first.",
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
                "the words of one argument: as a phrase first, then in one turn, then in a "
                "question and its answer, then some of them",
                ('"M protein"',),
            ),
            Row(
                ("'\"M protein\"'",),
                "quotes inside an argument: exactly these words, in this order, not inflected",
                ("'\"laboratory weather\"'", "'\"weather\" speaker:adeyinka'"),
            ),
            Row(
                ("=US", "'=\"the IT guy\"'"),
                "written as typed: case and accents, too",
                ("=M", "'=\"M protein\"'"),
            ),
            Row(
                ("CAR-T", '"CAR T"', '"car t"'),
                "the same: a hyphen separates words; with a hyphen or a dot they are a phrase in "
                "every tier",
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
                "turns right after another speaker said it: who was asked about it, "
                "and what they said",
                ("asked:panic", "'asked:(speaker:abelson maintenance)'"),
            ),
            Row(
                ("answered:word", "answered:(…)"),
                "turns right before another speaker said it: what was asked to get this answer",
                ("answered:plateau", "'answered:(role:hematologist panic)'"),
            ),
        ),
    ),
    Section(
        "Wildcards, wrong letters, regular expressions",
        (
            Row(
                ("mainten*", "m?eloma"),
                "any letters, one letter; also inside quotes",
                ("'m?eloma'", "'\"maint* contract\"'"),
            ),
            Row(
                ("'\"flood * wall\"'", "'\"flood wal\"*'"),
                "any word between others; the beginning of the last word",
                ("'\"the * is\"'", "'\"laboratory weat\"*'"),
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
        "Fields",
        (
            *(Row(field.typed, field.means, field.examples) for field in FIELDS.values()),
            Row(
                ("tag:consent",),
                "turns with a tag that `searcher tag` has put on them",
                ("'maintenance -tag:stale'",),
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
