"""What is broken in a structured file is a CorpusError with its place and reason, and no hang."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest

from corpus.errors import CorpusError
from corpus.load import File, find, parse, read
from corpus.model import Program
from tests.corpus.documents import pdf, word

DATA = Path(__file__).parents[2] / "data"
JSON_SAMPLES = sorted(path for path in DATA.rglob("*.json") if Path(f"{path}.json").is_file())


def _load(folder: Path, name: str, data: str | bytes) -> list[Program]:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    (file,) = find([path])
    return read(file)


def _error_of(folder: Path, name: str, data: str | bytes) -> CorpusError:
    with pytest.raises(CorpusError) as caught:
        _load(folder, name, data)
    assert caught.value.path == (folder / name).resolve()
    return caught.value


def test_half_a_json_file_names_the_line_where_it_stops(tmp_path: Path) -> None:
    """A truncated copy is told apart from an unknown format."""
    text = (DATA / "whisper" / "one-voice.json").read_text(encoding="utf-8")
    error = _error_of(tmp_path, "half.json", text[: len(text) // 2])
    assert error.place is not None
    assert error.place.startswith("line ")
    assert error.reason.startswith("broken JSON")
    assert error.advice == "was the file saved or copied to its end?"


def test_a_wrong_type_names_the_key_and_what_was_expected(tmp_path: Path) -> None:
    """The way to the value is spelled out from the root."""
    data = {"segments": [{"speaker": "A", "body": "x"}, {"speaker": "B", "body": {"y": 1}}]}
    error = _error_of(tmp_path, "a.json", json.dumps(data))
    assert error.place == "key segments[1].body"
    assert error.reason == "an object where text was expected"


def test_json_of_no_known_form_lists_its_keys(tmp_path: Path) -> None:
    """Package manifests and the like are refused by what they hold."""
    error = _error_of(tmp_path, "package.json", '{"name": "x", "version": "1.0", "scripts": {}}')
    assert "name, version, scripts" in error.reason


def test_a_broken_line_of_json_lines_is_named(tmp_path: Path) -> None:
    """The other lines may be fine; the place says which to look at."""
    good = '{"id": "1", "speaker": "a", "text": "x"}\n'
    assert _error_of(tmp_path, "u.jsonl", good + '{"id": "2", ').place == "line 2, column 13"
    error = _error_of(tmp_path, "u.jsonl", good + '{"id": "2", "speaker": [1], "text": "y"}')
    assert error.place == "line 2, key speaker"


@pytest.mark.parametrize(
    "text",
    [
        '{"segments": ' + "[" * 200_000,
        '{"segments": ' + "[" * 200_000 + "]" * 200_000 + "}",
        '{"a":' * 100_000,
        '{"speaker": "a", "text": ' + "[" * 100_000,
    ],
)
def test_deep_nesting_is_refused(tmp_path: Path, text: str) -> None:
    """Brackets without end are no transcript, and no crash."""
    _error_of(tmp_path, "deep.json", text)


def test_huge_numbers_are_no_times(tmp_path: Path) -> None:
    """Infinity, negative times and numbers beyond a float are left out, 5,000 digits refused."""
    for number in ("1e999", "-1", "-0.5", "NaN", "Infinity", "1" + "0" * 400, '"12:99:99:99"'):
        text = f'{{"segments": [{{"speaker": "A", "start": {number}, "text": "made up"}}]}}'
        (program,) = _load(tmp_path, "a.json", text)
        assert program.turns[0].start is None, number
    digits = "1" * 5000
    text = f'{{"segments": [{{"speaker": "A", "start": {digits}, "text": "made up"}}]}}'
    _error_of(tmp_path, "a.json", text)


def test_half_a_character_in_json_can_be_written_out(tmp_path: Path) -> None:
    r"""`\ud83d` alone is JSON, and would break every file that it is written to."""
    (program,) = _load(tmp_path, "a.json", r'[{"speaker": "A\ud83d", "text": "made \ud83d up"}]')
    assert program.turns[0].text.encode("utf-8") == b"made ? up"
    assert program.turns[0].label == "A?"


#: Where a value is in a JSON file: keys and indices from the root.
Way = tuple[str | int, ...]


def _ways_in(value: Any, way: Way = ()) -> Iterator[tuple[Way, object]]:
    """The way to every value but the root, with what kind of place it is.

    Places of one kind are the same field in like objects, such as the start of each word.
    """
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    like = (tuple(value), str(value.get("type"))) if isinstance(value, dict) else ()
    for key, held in inner:
        there = (*way, key)
        named = tuple("*" if isinstance(step, int) else step for step in there)
        yield there, (named, like, type(held))
        if isinstance(held, dict | list):
            yield from _ways_in(held, there)


def _telling_ways(value: Any) -> list[Way]:
    """Of each kind of places the first and the last: nothing like it is before, or after."""
    first: dict[object, Way] = {}
    last: dict[object, Way] = {}
    for way, kind in _ways_in(value):
        first.setdefault(kind, way)
        last[kind] = way
    return list(dict.fromkeys((*first.values(), *last.values())))


WRONG_VALUES: tuple[object, ...] = (
    None, True, 0, -7, 10**30, 1.5, float("nan"), float("inf"), "", "x", "\0", [], {}, [[]],
    [None], [1], ["x"], [{}], {"": None}, {"x": []}, [[[[]]]],
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("sample", JSON_SAMPLES, ids=lambda p: p.relative_to(DATA).as_posix())
def test_any_value_in_any_place_of_a_json_file_is_read_or_refused(sample: Path) -> None:
    """Every field with every wrong type: a program comes out, or a CorpusError."""
    text = sample.read_text(encoding="utf-8")
    try:
        values = [json.loads(text)]
    except json.JSONDecodeError:
        values = [*map(json.loads, text.splitlines())]  # JSON Lines
    refused = 0
    for way in (way for way in _telling_ways(values) if len(way) > 1):
        holder: Any = values
        for key in way[:-1]:
            holder = holder[key]
        right = holder[way[-1]]
        for wrong in WRONG_VALUES:
            holder[way[-1]] = wrong
            try:
                data = "\n".join(map(json.dumps, values)).encode("ascii")
                assert read(File(sample, "a", None, data=data))
            except CorpusError as error:
                refused += bool(error.reason)
        holder[way[-1]] = right
    assert refused


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE TEI [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)
OUTSIDE = '<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "text",
    [
        BOMB + "<TEI><text><u who='#a'>&j;</u></text></TEI>",
        BOMB + "<TEI><text><u who='&j;'>made up</u></text></TEI>",
        BOMB + "<publicwhip><speech speakername='&j;'><p>made up</p></speech></publicwhip>",
        OUTSIDE + "<TEI><text><u who='#a'>&x;</u></text></TEI>",
        '<!DOCTYPE TEI [<!ENTITY a "&#8212;&#8212;">]><TEI><text><u>&a;</u></text></TEI>',
        '<!DOCTYPE TEI [<!ENTITY a "&b;"><!ENTITY b "&#65;">]><TEI><text><u>&a;</u></text></TEI>',
        '<!DOCTYPE TEI [<!ENTITY a "&#60;u>x">]><TEI><text><u>&a;</u></text></TEI>',
        '<!DOCTYPE TEI [<!ENTITY a "&#0;">]><TEI><text><u>&a;</u></text></TEI>',
        OUTSIDE + "<akomaNtoso><speech by='#a'><from>A</from><p>&x;</p></speech></akomaNtoso>",
        "<!DOCTYPE TEI [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/x'> %p;]><TEI><u>x</u></TEI>",
    ],
)
def test_entities_are_never_put_in(tmp_path: Path, text: str) -> None:
    """A bomb and an outside file are refused before anything is made of them."""
    error = _error_of(tmp_path, "a.xml", text)
    assert "root:" not in str(error)
    assert "entit" in error.reason or "broken XML" in error.reason


def test_names_for_single_characters_are_put_in(tmp_path: Path) -> None:
    """In text and in attributes, and as text: an escaped character is no markup."""
    text = """<!DOCTYPE publicwhip [<!-- signs --> <!ENTITY mdash "&#8212;">
        <!ENTITY less '&#x3C;'> <!ENTITY copy "&#169;">]>
        <publicwhip><speech speakername="Ann &mdash; Lee"><p>a &less;b> &copy; &eacute; &amp;</p>
        <p><![CDATA[&mdash;]]></p></speech></publicwhip>"""
    (program,) = _load(tmp_path, "a.xml", text)
    assert program.turns[0].label == "Ann — Lee"
    assert program.turns[0].text == "a <b> © é &\n\n&mdash;"


def test_an_error_after_a_document_type_names_its_line(tmp_path: Path) -> None:
    """The lines of the document type count."""
    text = '<!DOCTYPE TEI [\n<!ENTITY a "&#65;">\n]>\n<TEI>\n<text></u>\n</TEI>'
    assert _error_of(tmp_path, "a.xml", text).place == "line 5"


def test_several_lists_that_could_be_the_conversation_are_not_guessed(tmp_path: Path) -> None:
    """The interview or the comments under it: the file says it by what it holds."""
    said = {"interview": ["The bees are back.", "Oh."], "comments": ["I love your show.", "Me too"]}
    both = {
        key: [{"speaker": "Ann", "text": one}, {"speaker": "Bo", "text": other}]
        for key, (one, other) in said.items()
    }
    error = _error_of(tmp_path, "a.json", json.dumps(both))
    assert error.reason.endswith("could be the conversation: `comments[]` and `interview[]`")


def test_recipes_with_names_are_no_conversation(tmp_path: Path) -> None:
    """A name beside a text is a speaker only where it comes again, or where the key says so."""
    recipes = [{"name": "Soup", "body": "Cook the leeks."}, {"name": "Bread", "body": "Bake it."}]
    error = _error_of(tmp_path, "a.json", json.dumps({"recipes": recipes}))
    assert error.reason.startswith("no list in the JSON holds objects with a speaker and a text")


def test_an_outside_document_type_is_not_fetched(tmp_path: Path) -> None:
    """A document type that is only named does no harm."""
    text = '<!DOCTYPE TEI SYSTEM "http://127.0.0.1:9/tei.dtd">'
    text += '<TEI><text><u who="#Ann">Hm.</u></text></TEI>'
    (program,) = _load(tmp_path, "a.xml", text)
    assert program.turns[0].text == "Hm."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('<?xml version="1.0"?><TEI><text><u who="#a">Half', "broken XML"),
        ('<?xml version="1.0"?><TEI><text></u></TEI>', "broken XML"),
        ('<?xml version="1.0"?><TEI/>', "no utterance"),
        ('<?xml version="1.0"?><opml><body/></opml>', "`opml`"),
        ('<?xml version="1.0"?>', "broken XML"),
        ('<?xml version="1.0"?>' + "<TEI>" * 5000, "broken XML"),
        ('<?xml version="1.0" encoding="no-such"?><TEI/>', "broken XML"),
        ("<akomaNtoso><debate/></akomaNtoso>", "no speech"),
        ('<?xml version="1.0"?><TEI><text><u>a\0b</u></text></TEI>', "broken XML"),
    ],
)
def test_xml_that_is_broken_or_of_no_known_form_says_so(
    tmp_path: Path, text: str, reason: str
) -> None:
    """The reason tells broken from unknown from empty."""
    assert reason in _error_of(tmp_path, "a.xml", text).reason


def test_a_table_without_a_text_column_names_its_columns(tmp_path: Path) -> None:
    """What to rename is then in plain sight."""
    error = _error_of(tmp_path, "prices.csv", "item,price\nboat,12\n")
    assert error.reason.endswith("the columns are `item`, `price`")
    assert error.place == "line 1"


def test_a_quoted_cell_that_is_never_closed_names_its_row(tmp_path: Path) -> None:
    """It would take in all that follows as one person's words."""
    error = _error_of(tmp_path, "a.csv", 'speaker,text\nA,"one"\nB,"two\nC,three\n')
    assert error.place == "line 3"


@pytest.mark.slow
def test_a_cell_may_be_longer_than_the_limit_of_the_csv_module(tmp_path: Path) -> None:
    """One cell may hold an afternoon, and the limit that other code has set is kept."""
    before = csv.field_size_limit()
    talk = "A: made up\nB: made up too\n" * 10_000
    (program,) = _load(tmp_path, "a.csv", f'id,dialogue\n1,"{talk}"\n')
    assert len(program.turns) == 20_000
    assert csv.field_size_limit() == before


def test_prose_with_commas_is_no_table(tmp_path: Path) -> None:
    """A text is a table only if its first line names columns."""
    text = "The speaker, text in hand, rose.\n\nAnn: Made up, is it?\n\nBo: All, yes.\n\nAnn: Oh.\n"
    (program,) = _load(tmp_path, "a.txt", text)
    assert program.format == "labelled"


def test_an_utterance_without_a_colon_is_nobodys_that_is_known(tmp_path: Path) -> None:
    """It is read, and a notice names its line."""
    path = tmp_path / "a.cha"
    path.write_text("@UTF8\n@Begin\n*CHI made up .\n*CHI:\tyes .\n@End\n")
    (parsed,) = parse(next(find([path])))
    assert [notice.partition(":")[0] for notice in parsed.notices] == ["line 3"]
    assert [turn.label for turn in parsed.program.turns] == [None, "CHI"]


def _zipped(names: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in names.items():
            archive.writestr(name, data)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (_zipped({"a.txt": b"A: hello"}), "it is a zip file, and no document"),
        (_zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "broken"),
        (_zipped({"[Content_Types].xml": b"<x", "word/document.xml": bytes(10**8)}), "unpacks to"),
        (b"PK\x03\x04 and then nothing of a zip", "the zip file is broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office file"),
    ],
)
def test_a_zip_that_is_no_word_document_says_what_it_is(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    """The suffix is not believed; neither is the size that a bomb unpacks to unpacked."""
    assert reason in _error_of(tmp_path, "a.docx", data).reason


def test_a_word_document_in_which_nobody_speaks_is_refused(tmp_path: Path) -> None:
    """An invoice is no transcript."""
    document = docx.Document()
    document.add_paragraph("Two boats, as agreed.")
    assert "no speaker labels" in _error_of(tmp_path, "a.docx", word(document)).reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf([[], []]), "no text layer"),
        (pdf([["A: made up"]], encrypted=True), "encrypted"),
        (pdf([["Two boats, as agreed."]]), "no speaker labels"),
        (b"%PDF-1.7\nand then nothing", "the PDF is broken"),
        (pdf([["A: x", "B: y"]])[:300], "the PDF is broken"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(tmp_path: Path, data: bytes, reason: str) -> None:
    """Locked, pictures only, broken and no transcript are four different things to do about."""
    assert reason in _error_of(tmp_path, "a.pdf", data).reason
