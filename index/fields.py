"""The fields of the index, and those of them that a search can name: one table for all.

The value of a field is an attribute of a class in `corpus.model`.

Whoosh's schema, the writer of batches, the lexer, the parser, the compiler, the filters, the
options of `searcher search`, the help and the README read it. A new field is an attribute of
`corpus.model`, a reader that fills it, a row in `FIELDS`, and a higher `VERSION`.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import NamedTuple

from corpus.model import Participant, Program, Turn

#: The format of the index. Raise it with every change of the fields below, and of the bytes of
#: a segment or a stored record that this version cannot read: an older index is then refused,
#: and not searched for what it does not hold.
VERSION = 6

#: The participant of each label of a program.
People = Mapping[str, Participant]


class Kind(Enum):
    """How the value of a field is indexed."""

    #: As words.
    WORDS = "words"
    #: As words, with a gap between lines: no phrase goes from one line into the next.
    LINES = "lines"
    #: As one term, exactly as it is.
    WHOLE = "whole"


class Value(NamedTuple):
    """Where the value of a field comes from.

    Attributes:
        read: the value, of a turn and its program; "" if there is none.
        turn_attributes: the attributes of the turn that `read` uses; turns of one program
            that agree in them are indexed together. Empty if only the program counts.
    """

    read: Callable[[Program, Turn, People], str]
    turn_attributes: tuple[str, ...] = ()


class Column(NamedTuple):
    """A field of the index: its name there, how it is indexed, and its value."""

    name: str
    kind: Kind
    value: Value


class Option(NamedTuple):
    """A filter: an option of `searcher search`, and a keyword of `Filters`."""

    name: str
    metavar: str
    help: str

    @property
    def keyword(self) -> str:
        """The name in Python, where a hyphen cannot be in a name."""
        return self.name.replace("-", "_")


class SearchField(NamedTuple):
    """A field that can be typed before a colon.

    Attributes:
        name: as it is typed, in lower case: letters and hyphens.
        column: where its words are looked up.
        means: what it finds, for the help; backticks are around what is typed.
        typed: the ways to type it, for the help.
        examples: arguments of `searcher` in a shell; each finds something in the samples.
        example: a short argument for error messages.
        options: the filters on this field.
        inflected: whether a word is looked for in all its inflections. Names and codes have none.
        exact: a column of whole values: if the index holds what was typed there, only this
            value is found, and the words of `column` are not looked up.
        is_date: whether a date or a range of dates is typed, not words.
    """

    name: str
    column: Column
    means: str
    typed: tuple[str, ...]
    examples: tuple[str, ...]
    example: str
    options: tuple[Option, ...] = ()
    inflected: bool = True
    exact: Column | None = None
    is_date: bool = False


def of_program(attribute: str) -> Value:
    """The value is an attribute of the program: text, several texts (a line each), or None."""
    return Value(lambda program, _, __: _text(getattr(program, attribute)))


def of_turn(attribute: str) -> Value:
    """The value is an attribute of the turn: text, several texts (a line each), or None."""
    return Value(lambda _, turn, __: _text(getattr(turn, attribute)), (attribute,))


def people_of(program: Program) -> People:
    """The participant of each label of a program."""
    return {label: person for person in program.participants for label in person.labels}


def _text(value: str | tuple[str, ...] | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else "\n".join(value)


def _names(_: Program, turn: Turn, people: People) -> str:
    """The name of the speaker and every label of theirs, a line each."""
    if turn.is_withheld:
        return ""
    person = people.get(turn.label) if turn.label else None
    known = (turn.speaker, *person.labels) if person else (turn.speaker, turn.label or turn.speaker)
    return "\n".join(dict.fromkeys(known))


def _person(_: Program, turn: Turn, __: People) -> str:
    return "" if turn.is_withheld else turn.speaker


#: What was said: the field of a search that names none.
TEXT = "text"
#: Marks the first turn of every program with the term `FIRST`, and a turn that only holds the
#: place of what is withheld with `HIDDEN`; one that is both with `FIRST_HIDDEN`.
OPENING, FIRST, HIDDEN, FIRST_HIDDEN = "opening", "1", "0", "10"
#: The id of the program.
PROGRAM_ID = Column("program", Kind.WHOLE, of_program("id"))
#: The name of the speaker.
PERSON = Column("person", Kind.WHOLE, Value(_person, ("label", "speaker")))

SPEAKER = SearchField(
    "speaker",
    Column("speaker", Kind.LINES, Value(_names, ("label", "speaker"))),
    "any label or name of the person",
    ("speaker:name",),
    ("'maintenance speaker:abelson'", "'speaker:(abelson OR brandt) cells'"),
    "speaker:abelson",
    (Option("speaker", "NAME", "Only turns of this person; =NAME is exactly this name."),),
    inflected=False,
)
ROLE = SearchField(
    "role",
    Column("role", Kind.WORDS, of_turn("role")),
    "the role or the affiliation of the person",
    ("role:word",),
    ("'role:hematologist panic'",),
    "role:physician",
    (Option("role", "WORD", "Only turns of people with this role."),),
)
PROGRAM = SearchField(
    "program",
    Column("title", Kind.WORDS, of_program("title")),
    "the id of a program, or words of its title",
    ("program:id",),
    ("'program:mrd-2021 trial'", "'program:\"flood wall\" maintenance'"),
    "program:mrd-2021",
    (Option("program", "ID", "Only turns of this program: its id, or words of its title."),),
    exact=PROGRAM_ID,
)
SERIES = SearchField(
    "series",
    Column("series", Kind.WORDS, of_program("series")),
    "words of the series that the program belongs to",
    ("series:word",),
    ("'series:plasma panic'",),
    "series:diaries",
    (Option("series", "WORD", "Only programs of this series."),),
)
TOPIC = SearchField(
    "topic",
    Column("topic", Kind.LINES, of_program("topics")),
    "words of one of the topics of the program",
    ("topic:word",),
    ("'topic:trials maintenance'",),
    "topic:trials",
    (Option("topic", "WORD", "Only programs on this topic."),),
)
SECTION = SearchField(
    "section",
    Column("section", Kind.WORDS, of_turn("section")),
    "words of the heading above the turn",
    ("section:word",),
    ("'section:infusion fever'",),
    "section:infusion",
)
LANGUAGE = SearchField(
    "lang",
    Column("lang", Kind.WORDS, of_program("language")),
    "the language of the program, as a code",
    ("lang:en",),
    ("'lang:es mantenimiento'",),
    "lang:en",
    (Option("lang", "CODE", "Only programs in this language, such as en."),),
    inflected=False,
)
DATE = SearchField(
    "date",
    Column("date", Kind.WHOLE, of_program("date")),
    "the date of the program, as far as it is known",
    ("date:2019", "date:2018..2020", "date:>=2019-05"),
    ("'date:2018..2020 maintenance'", "'date:>=2022-05 cells'"),
    "date:2018..2020",
    (
        Option("since", "DATE", "Only programs from this year, month or day on."),
        Option("until", "DATE", "Only programs up to this year, month or day."),
    ),
    is_date=True,
)

#: All fields that a search can name, in the order of the help.
FIELDS = {
    field.name: field for field in (SPEAKER, ROLE, PROGRAM, SERIES, TOPIC, SECTION, LANGUAGE, DATE)
}

#: All columns whose values many turns share, in the order of their names. Beside them are
#: `TEXT`, which every turn has of its own, and `OPENING`.
COLUMNS = tuple(
    sorted(
        (*(field.column for field in FIELDS.values()), PROGRAM_ID, PERSON),
        key=lambda column: column.name,
    )
)

#: The columns whose words have no inflections.
LITERAL = frozenset(field.column.name for field in FIELDS.values() if not field.inflected)

#: The filters by their keyword, each with its field.
FILTERS = {option.keyword: (field, option) for field in FIELDS.values() for option in field.options}
