"""Counts for people, at several widths: aligned, nothing left out, nothing obeyed."""

import io

import pytest

from searcher.archive import Archive
from searcher.concordance.counts.by import By
from searcher.concordance.counts.counts import Counts, Group, Table
from searcher.output.formats.text import TextPrinter
from searcher.output.layout.styled import columns
from searcher.output.streams.terminal import Terminal
from searcher.output.text.counts import parted

ALL = ("speaker", "role", "program", "series", "year", "month", "topic")


def printed(archive: Archive, kind: str, width: int, *words: str, **options: object) -> list[str]:
    """What is printed of an answer on a terminal of a width."""
    out = io.StringIO()
    limit = options.pop("limit", None)
    found = getattr(archive, kind)(*words, **options)
    shown = {} if kind in ("roll_call", "dispersion") else {"limit": limit}
    name = {"count": "counts", "compare": "comparison"}.get(kind, kind)
    getattr(TextPrinter(Terminal(out, width)), name)(found, **shown)
    return out.getvalue().splitlines()


def test_by_year(archive: Archive) -> None:
    """Every year, what has no date, the sums, and the trend."""
    assert printed(archive, "count", 80, "protein", by="year") == [
        "26 matches in 18 turns for protein · 5.27 per 1,000 words",
        "",
        "year     matches  turns  programs  per 1,000   share",
        "────────────────────────────────────────────────────",
        "2018           0      0         0       0.00    0.0%",
        "2019          17     10         1      15.53   65.4%  ██████████████████████████",
        "2020           0      0         0          –    0.0%",
        "2021           3      3         2       2.41   11.5%  ████▋",
        "2022           3      3         2       2.29   11.5%  ████▋",
        "2023           0      0         0       0.00    0.0%",
        "undated        3      2         1       7.28   11.5%",
        "────────────────────────────────────────────────────",
        "total         26     18         6       5.27  100.0%",
        "",
        "per 1,000 words, by year",
        "15.53 ┤      █████",
        "      │      █████",
        "      │      █████",
        "      │      █████",
        "    0 ┤      █████       ▆▆▆▆▆ ▆▆▆▆▆",
        "       2018                            2023",
    ]


def test_the_rest_is_one_line(archive: Archive) -> None:
    """With its sums; what is in no group has a line of its own, too."""
    lines = printed(archive, "count", 60, "protein", by="series", limit=1)
    assert lines[2:] == [
        "series               matches  turns  per 1,000",
        "──────────────────────────────────────────────",
        "Plasma Cell Diaries       17     10      30.80  ████████████",
        "… and 1 more               2      2       3.19",
        "no series                  7      6       2.12",
        "──────────────────────────────────────────────",
        "total                     26     18       5.27",
    ]


def test_topics_are_counted_each(archive: Archive) -> None:
    """Which is said, because the groups sum to more than the total."""
    lines = printed(archive, "count", 100, "protein", by="topic")
    assert lines[-1] == (
        "A program can have several topics, and each counts: the groups sum to more than the total."
    )


def test_an_overview(archive: Archive) -> None:
    """The top speakers and programs, and the trend; undated programs are named."""
    lines = printed(archive, "count", 80, "protein", by=["speaker", "program", "year"])
    heads = [line.split()[0] for line in lines if "matches  turns" in line]
    assert heads == ["speaker", "program"]
    assert sum(line.startswith("… and") for line in lines) == 2
    assert lines[-1] == "undated: 3 matches in 1 program"


def test_side_by_side(archive: Archive) -> None:
    """With both measures, and bars to both sides."""
    lines = printed(archive, "compare", 100, "protein", "trial", by="series")
    assert lines[:2] == [
        "26 matches in 18 turns for protein · 5.27 per 1,000 words",
        "7 matches in 6 turns for trial · 1.42 per 1,000 words",
    ]
    assert lines[3].split() == [
        "series", "protein", "per", "1,000", "trial", "per", "1,000", "log-likelihood", "log",
        "ratio",
    ]  # fmt: skip
    assert lines[5].startswith("Plasma Cell Diaries")
    assert lines[-2].startswith("log ratio: 1 is twice as often")


def test_talk_share(archive: Archive) -> None:
    """Words, turns, who asks and who answers; on a wide terminal the mean of a turn."""
    lines = printed(archive, "talk_share", 80, program="m-protein")
    assert lines == [
        "552 words in 15 turns · program m-protein",
        "",
        "speaker              words  turns  asked  answered   share",
        "──────────────────────────────────────────────────────────",
        "Dr. Samuel Adeyinka    403      7      0         6   73.0%  ████████████████████",
        "Beatriz Lindqvist      149      8      6         0   27.0%  ███████▍",
        "──────────────────────────────────────────────────────────",
        "total                  552     15      6         6  100.0%",
    ]


@pytest.mark.parametrize("width", [20, 30, 40, 60, 100])
@pytest.mark.parametrize("by", ALL)
def test_no_line_is_too_long(archive: Archive, by: str, width: int) -> None:
    """Tables, trends and notes fit; a narrow terminal has names and matches."""
    lines = [
        *printed(archive, "count", width, "protein", by=by),
        *printed(archive, "count", width, "the", by=["speaker", "program", "year"]),
        *printed(archive, "talk_share", width, by=by),
        *printed(archive, "dispersion", width, "the"),
    ]
    assert max(map(columns, lines)) <= width


def test_nothing_is_nothing(archive: Archive) -> None:
    """The notice on standard error says why."""
    for kind in ("count", "roll_call", "dispersion"):
        assert printed(archive, kind, 80, "zyzzyva") == []
    assert printed(archive, "compare", 80, "zyzzyva", "zyzzyvas") == []
    assert printed(archive, "talk_share", 80, speaker="nobody") == []


def test_only_fields_match(archive: Archive) -> None:
    """Then the bars and the shares are of turns."""
    lines = printed(archive, "count", 100, "speaker:adeyinka", by="speaker")
    assert lines[0] == "0 matches in 7 turns for speaker:adeyinka · 0.00 per 1,000 words"
    assert "100.0%  ███" in lines[4]


def test_names_are_not_obeyed() -> None:
    """A control character in a name or a title is visible."""
    group = Group("a\x1b[31mb", 1, 1, 1, 10, "t\x07", "p\x1b")
    table = Table(By.SPEAKER, (group,))
    out = io.StringIO()
    found = Counts(None, group, (table,), {}, ("w\x1b",))
    TextPrinter(Terminal(out, 80)).counts(found)
    assert "\x1b" not in out.getvalue()
    assert "a␛[31mb in t␇" in out.getvalue()


def test_the_latest_are_shown_of_a_time() -> None:
    """Of other groups those with most matches."""
    groups = [Group(str(2000 + n), n, n, 1, 10) for n in range(50)]
    shown, rest, others = parted(groups, By.YEAR, 2)
    assert ([group.value for group in shown], others) == (["2048", "2049"], 48)
    assert rest is not None
    assert rest.matches == sum(range(48))
    assert len(parted(groups, By.YEAR, None)[0]) == 40
    assert len(parted(groups, By.SPEAKER, None)[0]) == 20
    assert parted(groups[:2], By.SPEAKER, None) == (groups[:2], None, 0)
