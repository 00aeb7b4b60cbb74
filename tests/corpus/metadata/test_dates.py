"""Dates, titles and languages."""

from pathlib import Path

import pytest

from corpus.metadata.dates import date_in_path, date_of_line, iso_date, seconds, title_from_path
from corpus.metadata.language import language_of, language_tag


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("acdc/2026-02-19_175/transcript", "2026-02-19"),
        ("talk-20190909", "2019-09-09"),
        ("September 9, 2019", "2019-09-09"),
        ("9 September 2019", "2019-09-09"),
        ("9 de septiembre de 2019", "2019-09-09"),
        ("9. März 2019", "2019-03-09"),
        ("April 2019", "2019-04"),
        ("09/10/2019", None),
        ("2019年9月9日", "2019-09-09"),
        ("２０１９年９月", "2019-09"),
        ("2019년 9월 9일", "2019-09-09"),
        ("2019年的第一场", "2019"),
        ("talk_2019_09_09", "2019-09-09"),
        ("2019.09.09 talk", "2019-09-09"),
        ("Montag, den 9. September 2019", "2019-09-09"),
    ],
)
def test_iso_date(text: str, date: str | None) -> None:
    """As much of a date as is there; what can be read in two ways is not read."""
    assert iso_date(text) == date


@pytest.mark.parametrize(
    ("stamp", "value"), [("1:02:03.5", 3723.5), ("02:03,500", 123.5), ("01:00:00:05", 86405.0)]
)
def test_seconds(stamp: str, value: float) -> None:
    """Hours, minutes and, in front of them, days."""
    assert seconds(stamp) == value


def test_a_file_named_transcript_has_the_title_of_its_folder() -> None:
    """A title that all files share says nothing."""
    assert title_from_path(Path("acdc/call_175/transcript.vtt")) == "Call 175"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I think that we have to look at this, and you know what it is like."),
        ("es", "Yo creo que tenemos que ver esto, pero no sé cómo se hace con la gente."),
        ("de", "Ich glaube, dass wir das noch nicht wissen, aber es ist auch nicht so wichtig."),
        ("fr", "Je pense que nous avons une question pour vous, mais ce n'est pas très grave."),
        ("it", "Io penso che non sono le cose più importanti, ma anche questo è un problema."),
        ("pt", "Eu acho que não é isso, mas você também está com uma pergunta para nós."),
        ("nl", "Ik denk dat wij het niet weten, maar het is ook niet zo erg voor de mensen."),
        ("sl", "Hvala za besedo, ne vem, ali je to tako, pa tudi ni bilo še vse povedano, če smo."),
        (None, "Lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor amen."),
        (None, "Hello."),
    ],
)
def test_language_of(language: str | None, text: str) -> None:
    """Told by stop words; None when unsure."""
    assert language_of([text]) == language


def test_language_tag() -> None:
    """What files declare, as BCP 47."""
    assert [language_tag(x) for x in ("en_US.UTF-8", "EN", "pt-br", "nonsense!", "German")] == [
        "en-US",
        "en",
        "pt-BR",
        None,
        "de",
    ]


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("2019/talk", "2019"),
        ("2019/2019-09/talk", "2019-09"),
        ("2019/09/09-talk", "2019-09-09"),
        ("2018/talk-2019-09-09", "2019-09-09"),
        ("2019-09-09/2018", "2019-09-09"),
        ("talks/one", None),
    ],
)
def test_date_in_path(path: str, date: str | None) -> None:
    """The most that the folders and the name say, the nearest first."""
    assert date_in_path(path) == date


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("The lamp [dQw4w9WgXcQ].en.vtt", "The lamp"),
        ("talk.pt-BR.srt", "Talk"),
        ("vol.2.txt", "Vol.2"),
    ],
)
def test_a_title_has_no_id_and_no_language(name: str, title: str) -> None:
    """They come after the name of a downloaded file."""
    assert title_from_path(Path(name)) == title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("04-tei-debate-1998-11-25.xml.tsv", "04 tei debate"),
        ("talk.vtt.txt", "Talk"),
        ("talk.en.srt.txt", "Talk"),
        ("Interview with Dr.Lee.txt", "Interview with Dr.Lee"),
        ("version 1.2.md", "Version 1.2"),
        ("- 2019-09-09 - a talk.txt", "A talk"),
        ("2019-09-09.xml", "2019 09 09"),
    ],
)
def test_a_title_has_no_suffix_of_another_form(name: str, title: str) -> None:
    """A file that was converted has two; nothing is left where a date was."""
    assert title_from_path(Path(name)) == title


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("1931 - The first brickyard opens at the river", None),
        ("Of the 40 kilns of 1931 none is left", None),
        ("Recorded in 1931", "1931"),
        ("Dijous, 17 de gener de 1931", "1931"),
        ("Halmar, 17 January 1931, at night", "1931-01-17"),
    ],
)
def test_a_year_dates_a_line_of_few_words(line: str, date: str | None) -> None:
    """In a line of the body it is the year of what is told."""
    assert date_of_line(line) == date
