"""The quotations of fictional drafts, in every format, with their verdicts."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from corpus.errors import CorpusError
from corpus.prose import read_prose
from corpus.source import Source
from searcher.archive import Archive
from searcher.verify.check import FEWEST_WORDS, MOST_QUOTATIONS
from searcher.verify.draft import quotations
from searcher.verify.verdict import Checked
from tests.conftest import REPOSITORY, Run

DRAFT = REPOSITORY / "tests" / "data" / "drafts" / "evening-paper.md"

#: Line, verdict, who is said to have said it and whether that is a guess, the first words.
EXPECTED = [
    (9, "verbatim", "Tamsin Pellow", False, "Iron forgives a lot, but it won’t"),
    (9, "altered", "Tamsin Pellow", True, "It will pay"),
    (13, "cleaned", "Joss Garrick", True, "every two hours, all night …"),
    (13, "misattributed", "Garrick", False, "there’s a rota"),
    (17, "verbatim", "Joss Garrick", False, "People think of storms."),
    (21, "verbatim", "Mr. Poole", False, "I’d call it a start."),
    (24, "altered", "Ms. Traherne", False, "If you wait a year you will"),
    (26, "not found", "Dr. Adeyinka", False, "The light chains can silt up"),
    (26, "misattributed", "Beatriz Lindqvist", False, "Going from 0.6 to 0.7"),
    (30, "not found", None, False, "the bridge will be painted green"),
]


@pytest.fixture(scope="module")
def opened(samples_index: Path) -> Iterator[Archive]:
    """The samples."""
    with Archive.open(samples_index) as archive:
        yield archive


def seen(found: Checked) -> list[tuple[str, str | None, bool, str]]:
    """The verdicts: ruling, claim, whether it is a guess, the first words."""
    return [(one.ruling.value, one.claimed, one.is_guess, one.text[:25]) for one in found.verdicts]


def test_a_draft_in_markdown(opened: Archive) -> None:
    """Every quotation with its line, its person and its verdict."""
    found = opened.verify_draft(DRAFT)
    assert [(one.line, one.ruling.value, one.claimed, one.is_guess) for one in found.verdicts] == [
        expected[:4] for expected in EXPECTED
    ]
    for verdict, expected in zip(found.verdicts, EXPECTED, strict=True):
        assert verdict.text.startswith(expected[4])
    assert [(one.text, one.line, one.is_short) for one in found.unchecked] == [("gates", 21, True)]
    assert not found.is_right
    assert found.draft == "evening-paper.md"


PARAGRAPHS = (
    "“Iron forgives a lot,” said Tamsin Pellow, “but it won’t forgive thirty winters.”",
    "> People think of storms. It was polish.",
    "— Joss Garrick",
    "Wilf Aldous: “That liquid is alcohol, the yeast makes it.”",
)
IN_ALL_FORMATS = [
    ("verbatim", "Tamsin Pellow", False, "Iron forgives a lot, but it won’t forgive"[:25]),
    ("verbatim", "Joss Garrick", False, "People think of storms. I"),
    ("verbatim", "Wilf Aldous", False, "That liquid is alcohol, t"),
]


def as_docx(folder: Path) -> Path:
    """The draft as a Word document; the block quotation has Word's style."""
    document = docx.Document()
    for text in PARAGRAPHS:
        style = "Intense Quote" if text.startswith(">") else None
        document.add_paragraph(text.removeprefix("> "), style)
    path = folder / "draft.docx"
    document.save(str(path))
    return path


def as_html(folder: Path) -> Path:
    """The draft as a page, with the elements for quotations."""
    one, block, who, last = PARAGRAPHS
    path = folder / "draft.html"
    path.write_text(
        "<!doctype html><html><head><title>“No quotation in a title”</title>"
        "<script>var quotation = 'not this one here';</script></head><body>"
        f"<p>{one.replace('“', '<q>').replace('”', '</q>')}</p>"
        f"<blockquote><p>{block[2:]}</p></blockquote><p>{who}</p><p>{last}</p></body></html>"
    )
    return path


def as_text(folder: Path) -> Path:
    """The draft as text."""
    path = folder / "draft.txt"
    path.write_text("\n\n".join(PARAGRAPHS))
    return path


def as_rtf(folder: Path) -> Path:
    """The draft as RTF, with a style for quotations."""
    body = "".join(
        rf"\pard{chr(92) + 's1' if text[0] == '>' else chr(92) + 's0'} "
        + "".join(c if c.isascii() else rf"\u{ord(c)}?" for c in text.removeprefix("> "))
        + r"\par "
        for text in PARAGRAPHS
    )
    path = folder / "draft.rtf"
    path.write_text(r"{\rtf1\ansi{\stylesheet{\s0 Normal;}{\s1 Quote;}}" + body + "}")
    return path


@pytest.mark.parametrize("written", [as_docx, as_html, as_text, as_rtf])
def test_every_format(opened: Archive, tmp_path: Path, written: object) -> None:
    """Quotation marks and block quotations, with their people."""
    path = written(tmp_path)  # type: ignore[operator]
    assert seen(opened.verify_draft(path)) == IN_ALL_FORMATS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“One two three.\n\n“Four five six,” Kagan said.", ["One two three.\nFour five six"]),
        ("“One two three.\n\nNo more of it.", []),
        ("“One two three,” she said, “four five six.”", ["One two three, four five six."]),
        ("“One two three,” she said. “Four five six.”", ["One two three", "Four five six."]),
        ("```\n“in a fence of code”\n```\n\n“not in a fence”", ["not in a fence"]),
        ("“a [link](https://example.org) and *more* of it”", ["a link and more of it"]),
        ("“the [company] and its _men_ \\*”", ["the [company] and its men *"]),
        ("> one two three\n> four\n\n> five six seven", ["one two three four", "five six seven"]),
        ("<blockquote>\none two three\n</blockquote>\nnone here", ["one two three"]),
    ],
)
def test_what_is_a_quotation(opened: Archive, tmp_path: Path, text: str, found: list[str]) -> None:
    """Over paragraphs, interrupted, in Markdown's marks."""
    path = tmp_path / "draft.md"
    path.write_text(text)
    checked = opened.verify_draft(path)
    assert [one.text for one in checked.verdicts] == found


@pytest.mark.parametrize(
    "source",
    ["<cite>Tamsin Pellow</cite>", "</blockquote><figcaption>Tamsin Pellow, 2018</figcaption>",
     "<footer>— <cite>Tamsin Pellow</cite>, 2018</footer>",
     "<footer>Tamsin Pellow</footer>"],
)  # fmt: skip
def test_a_source_in_a_block_quotation(opened: Archive, tmp_path: Path, source: str) -> None:
    """It names who said it, and is no part of the quotation."""
    path = tmp_path / "draft.html"
    path.write_text(
        f"<html><body><p>As <cite>The Lamp</cite> has it:</p><blockquote><p>Iron forgives a lot</p>"
        f"{source}</blockquote><p>No more.</p></body></html>"
    )
    (verdict,) = opened.verify_draft(path).verdicts
    assert (verdict.text, verdict.claimed) == ("Iron forgives a lot", "Tamsin Pellow")
    assert verdict.is_right


def test_short_quotations(opened: Archive, tmp_path: Path) -> None:
    """They are checked if somebody asks for it."""
    path = tmp_path / "draft.md"
    path.write_text("The “gates” and the “state money”.")
    assert len(opened.verify_draft(path).unchecked) == 2
    assert len(opened.verify_draft(path, fewest=1).verdicts) == 2
    assert FEWEST_WORDS == 3


@pytest.mark.slow
def test_many_quotations(opened: Archive, tmp_path: Path) -> None:
    """The first thousand are checked, each text once; the rest is named as unchecked."""
    path = tmp_path / "draft.md"
    path.write_text("\n\n".join(["“Iron forgives a lot”"] * 10_000))
    assert len(opened.verify_draft(path).verdicts) == 10_000
    path.write_text("\n\n".join(f"“zyz{n} zyx{n} zyy{n}”" for n in range(MOST_QUOTATIONS + 5)))
    found = opened.verify_draft(path)
    assert (len(found.verdicts), len(found.unchecked)) == (MOST_QUOTATIONS, 5)
    assert not found.unchecked[0].is_short


@pytest.mark.slow
def test_hostile_drafts(opened: Archive, tmp_path: Path) -> None:
    """A quotation of 100,000 words is named; a zip bomb and what is no draft are refused."""
    long = tmp_path / "long.md"
    long.write_text(f"> {'word ' * 100_000}")
    (unchecked,) = opened.verify_draft(long).unchecked
    assert "5,000 words" in unchecked.reason
    bomb = tmp_path / "bomb.docx"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * (80 << 20))
    bomb.write_bytes(packed.getvalue())
    broken = tmp_path / "broken.docx"
    broken.write_bytes(as_docx(tmp_path).read_bytes()[:2000])
    empty = tmp_path / "empty.md"
    empty.write_text("")
    for path in (bomb, broken, empty, tmp_path / "gone.md", tmp_path):
        with pytest.raises(CorpusError):
            opened.verify_draft(path)


def test_the_command(run: Run, samples_index: Path, tmp_path: Path) -> None:
    """The exit status says whether all is right; a draft may come from standard input."""
    index = ["--index", samples_index]
    wrong = run("verify", "--file", DRAFT, *index)
    assert (wrong.status, wrong.err) == (1, "")
    assert "10 quotations in evening-paper.md, 4 right" in wrong.out.replace("\n", " ")
    assert "[-won't-] {+will+}" in wrong.out
    right = tmp_path / "right.md"
    right.write_text("“Iron forgives a lot,” said Pellow. The “gates” did not.")
    assert run("verify", "--file", right, *index).status == 0
    nothing = tmp_path / "nothing.md"
    nothing.write_text("No quotation here.")
    done = run("verify", "--file", nothing, *index)
    assert (done.status, done.out) == (1, "0 quotations in nothing.md, 0 right\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "give a quotation, a draft or a packet"),
        (("words", "--file", DRAFT), "exclude each other"),
        (("--file", DRAFT, "--speaker", "Pellow"), "exclude each other"),
        (
            ("--file", "gone.md"),
            "gone.md: it cannot be read: No such file or directory; check the path",
        ),
        (("…",), "no word"),
        (("word", "--speaker", " "), "speaker"),
    ],
)
def test_wrong_commands(
    run: Run, samples_index: Path, arguments: tuple[object, ...], message: str
) -> None:
    """One clear line, and exit status 2."""
    done = run("verify", *arguments, "--index", samples_index)
    assert (done.status, done.out) == (2, "")
    assert message in done.err
    assert done.err.count("\n") == 1


def test_where_quotations_stand() -> None:
    """Their marks are the places in the paragraphs, with the quotation marks around them."""
    text = (
        "She said: “Iron forgives a lot,” and Pellow went on, “but it won’t.” “So,” he said, “no.”"
        "\n\n> It was polish.\n> All of it.\n>\n> — Joss Garrick\n\n“It goes on\n\n“and on.” Then."
    )
    paragraphs = read_prose(Source(Path("draft.md"), text.encode()))
    at = {paragraph.line: paragraph.text for paragraph in paragraphs}
    found = [
        [at[mark.line][mark.start : mark.end] for mark in one.marks]
        for one in quotations(paragraphs, ["Tamsin Pellow", "Joss Garrick"])
    ]
    assert found == [
        ["“Iron forgives a lot,”"],
        ["“but it won’t.”"],
        ["“So,”", "“no.”"],
        ["It was polish. All of it."],
        ["“It goes on", "“and on.”"],
    ]
