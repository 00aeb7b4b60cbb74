"""Downloads: every format, of every kind."""

import csv
import io
import json
import zipfile

import pytest

from searcher.archive import Archive
from searcher.output.printer import FORMATS
from searcher.web.pages import download
from searcher.web.pages.download import MEDIA_TYPES, file_name, formats_of
from tests.searcher.web.pages.conftest import Get


@pytest.mark.parametrize("name", formats_of("search"))
def test_every_format_of_a_search(get: Get, archive: Archive, name: str) -> None:
    """A file with a media type and a name; all quotes of the first tier are in it."""
    page = get(f"/download?q=M+protein&format={name}")
    assert page.status == 200
    assert page.headers["content-disposition"].startswith(
        'attachment; filename="searcher-m-protein.'
    )
    if name in ("docx", "xlsx"):
        assert zipfile.ZipFile(io.BytesIO(page.body)).testzip() is None
        return
    for quote in archive.every("M protein"):
        assert quote.turn.speaker.split()[-1] in page.text
        # What is for people is shortened; Markdown and HTML mark what matches.
        said = quote.turn.text.split("M protein")[0].split("\n")[-1].split(". ")[-1]
        if name not in ("text", "short"):
            assert said in page.text.replace("**", "").replace("<mark>", "")


def test_every_format_has_a_media_type() -> None:
    """A new one needs one, too."""
    assert MEDIA_TYPES.keys() == FORMATS.keys()


@pytest.mark.parametrize("of", ["programs", "speakers"])
@pytest.mark.parametrize("name", FORMATS)
def test_lists(get: Get, of: str, name: str) -> None:
    """What has no citation says which formats there are."""
    page = get(f"/download?of={of}&format={name}")
    if name not in formats_of(of):
        assert page.status == 400
        assert "it must be one of" in page.text
    else:
        assert page.status == 200
        assert page.body


def test_a_list_is_narrowed_as_its_page(get: Get) -> None:
    """The same filters, the same order."""
    rows = [
        *csv.DictReader(
            io.StringIO(get("/download?of=programs&format=csv&year=2022&sort=title").text)
        )
    ]
    assert [row["title"] for row in rows] == get("/programs?year=2022&sort=title").words(
        "//ul[@class = 'rows']//p[@class = 'name']"
    )


def test_nothing_of_the_folders_of_the_server_is_told(get: Get, hostile: Get) -> None:
    """A file is named without its folder, and there is no link to it."""
    lines = get("/download?q=M+protein&format=jsonl").text.splitlines()
    records = [json.loads(line) for line in lines]
    assert {one["program"]["path"] for one in records if one["type"] == "quote"} == {
        "2022-05-17-car-t.md", "m-protein.txt", "mrd-2021.txt",
    }  # fmt: skip
    for name in ("text", "short", "csv", "md", "html", "jsonl"):
        for address in (f"/download?q=said&format={name}", f"/download?of=programs&format={name}"):
            text = hostile(address).text
            assert "/home/somebody" not in text
            assert "file:" not in text


def test_what_is_near_is_not_told_to_the_server(
    get: Get, capsys: pytest.CaptureFixture[str]
) -> None:
    """Printers say on standard error why little was found: a page says it."""
    for address in ("/download?q=plateu&format=csv", "/download?q=Beatriz+panic&format=md"):
        assert get(address).status in (200, 303)
    assert get("/download?q=plateu&format=csv").headers["location"] == "/search?q=plateu"
    assert capsys.readouterr().err == ""


def test_a_document_that_is_too_large_is_refused(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is sent."""
    monkeypatch.setitem(download._MOST, "docx", 3)
    page = get("/download?q=M+protein&format=docx")
    assert page.status == 400
    assert "at most 3" in page.text
    assert get("/download?q=M+protein&format=md").status == 200


@pytest.mark.parametrize(
    ("q", "name"),
    [
        ("M protein", "searcher-m-protein"),
        ('"../../x\r\nSet-Cookie: a" *', "searcher-x-set-cookie-a"),
        ("???", "searcher"),
        ("日本", "searcher"),
        ("a" * 500, f"searcher-{'a' * 60}"),
    ],
)
def test_a_name_that_every_system_takes(q: str, name: str) -> None:
    """Letters, digits and hyphens."""
    assert file_name(q) == name


@pytest.mark.parametrize("name", formats_of("show"))
def test_every_format_of_every_transcript(get: Get, archive: Archive, name: str) -> None:
    """A whole file, or the reason why there is none: captions need times."""
    for entry in archive.programs():
        program = archive.program(entry.program.id)
        assert program is not None
        is_timed = any(turn.start is not None or turn.moments for turn in program.turns)
        page = get(f"/download?of=transcript&program={entry.program.id}&format={name}")
        if name in ("srt", "vtt") and not is_timed:
            assert page.status == 400
            assert "does not say when its turns are said" in page.text
        else:
            assert page.status == 200
            assert page.body
        offered = f"/download?format={name}&of=transcript&program={entry.program.id}"
        links = get(f"/program/{entry.program.id}").links("//a[@download]").values()
        assert (offered in links) <= (page.status == 200)
        if name == "vtt":
            assert (offered in links) == is_timed
