"""Plots of counts as SVG or PNG, by matplotlib: what the terminal shows, as a picture."""

import contextlib
import importlib.util
import io
import os
import secrets
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searcher.concordance.counts.by import OVER_TIME, By
from searcher.concordance.counts.comparison import Comparison
from searcher.concordance.counts.counts import Counts, Group, Table
from searcher.concordance.counts.dispersion import Dispersion
from searcher.concordance.counts.roll_call import RollCall
from searcher.concordance.counts.talk_share import TalkShare
from searcher.output.text.counts import LIMIT, OF_OVERVIEW
from searcher.output.values.count_rows import groups_of, shown
from searcher.safe_text import one_line, shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SUFFIXES = (".svg", ".png")
INSTALL = "pip install matplotlib"

#: Two colours that people with any colour vision tell apart, also in print (Okabe and Ito 2008).
_ONE, _OTHER = "#0072B2", "#E69F00"
#: The width of a plot, and the height of a bar and of what is around them, in inches.
_WIDE, _BAR, _AROUND = 9.0, 0.3, 1.4
_DPI = 150
#: The most bars: with more of them a picture is too high to be opened.
_MOST = 200
#: The most characters of a name beside a bar.
_NAME = 44


def check(path: Path) -> None:
    """Refuse what cannot be drawn before anything is counted.

    Raises:
        click.UsageError: the file has another suffix, or matplotlib is not installed.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise click.BadParameter(
            f"{str(path)!r} must end in {' or '.join(SUFFIXES)}", param_hint="--plot"
        )
    if not path.absolute().parent.is_dir():
        raise click.BadParameter(
            f"there is no folder {str(path.absolute().parent)!r}", param_hint="--plot"
        )
    if importlib.util.find_spec("matplotlib") is None:
        raise click.UsageError(f"--plot needs matplotlib: {INSTALL}")


def draw(found: object, path: Path, limit: int | None = None) -> None:
    """Write a plot of an answer. The file is there when it is whole, or not at all.

    Args:
        found: counts, a comparison, a talk share, a roll call or a dispersion.
        path: the file, whose suffix is its format.
        limit: the most groups to draw.

    Raises:
        OSError: it cannot be written.
    """
    # It takes a third of a second to load.
    import matplotlib as mpl

    # Names stay text in an SVG, and equal counts give an equal file.
    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": "searcher", "axes.spines.top": False,
                "axes.spines.right": False, "font.size": 9}  # fmt: skip
    with mpl.rc_context(settings), warnings.catch_warnings():
        # A letter that the font lacks is drawn as a box.
        warnings.simplefilter("ignore")
        figure = _figure(found, limit)
        written = io.BytesIO()
        kind = path.suffix.lower().removeprefix(".")
        metadata = {"Date": None} if kind == "svg" else {"Software": None}
        figure.savefig(written, format=kind, dpi=_DPI, metadata=metadata)
    _write(path, written.getvalue())


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        # Nobody knows the temporary name.
        error.filename, error.filename2 = str(path), None
        raise
    finally:
        with contextlib.suppress(OSError):
            os.unlink(part)  # noqa: PTH108 - it is mostly gone


def _figure(found: object, limit: int | None) -> "Figure":
    match found:
        case Counts():
            return _of_counts(found, limit)
        case Comparison():
            return _of_comparison(found, limit)
        case TalkShare():
            shares = shown(found.by, found.groups, _most(limit))
            names = [_name(found.by, one.value, one.title, one.program) for one in shares]
            figure, (axes,) = _axes([_height(len(names))])
            _bars(axes, names, [one.words for one in shares], "words", len(found.groups))
            return figure
        case RollCall():
            people = [person.group for person in found.said[:_MOST]]
            figure, (axes,) = _axes([_height(len(people))])
            _bars(
                axes,
                _names(By.SPEAKER, people),
                [one.matches for one in people],
                "matches",
                found.said_by,
            )
            _title(axes, found.query)
            return figure
        case Dispersion():
            return _of_dispersion(found)
    raise TypeError(f"this cannot be drawn: {found!r}")


def _most(limit: int | None, otherwise: int = LIMIT) -> int:
    """How many bars are drawn."""
    return min(limit or otherwise, _MOST)


def _axes(heights: Sequence[float]) -> "tuple[Figure, Sequence[Axes]]":
    """A figure of axes below each other, with their heights in inches."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(_WIDE, sum(heights)), layout="constrained")
    axes = figure.subplots(len(heights), 1, height_ratios=list(heights), squeeze=False)
    return figure, [row[0] for row in axes]


def _height(bars: int) -> float:
    return _AROUND + _BAR * max(bars, 1)


def _of_counts(found: Counts, limit: int | None) -> "Figure":
    tables = [table for table in found.tables if groups_of(table)]
    most = _most(limit, OF_OVERVIEW if len(found.tables) > 1 else LIMIT)
    parts = [
        (table, groups_of(table) if table.by in OVER_TIME else groups_of(table)[:most])
        for table in tables or found.tables
    ]
    figure, every = _axes(
        [4.0 if table.by in OVER_TIME else _height(len(groups)) for table, groups in parts]
    )
    for axes, (table, groups) in zip(every, parts, strict=True):
        if table.by in OVER_TIME:
            _over_time(axes, table, groups)
        else:
            _bars(
                axes,
                _names(table.by, groups),
                [one.matches for one in groups],
                "matches",
                len(table.matched),
            )
    _title(every[0], found.query)
    return figure


def _over_time(axes: "Axes", table: Table, groups: Sequence[Group]) -> None:
    """Bars of matches, and the rate as a line."""
    names = [group.value or "" for group in groups]
    places = range(len(groups))
    axes.bar(places, [group.matches for group in groups], color=_ONE, alpha=0.5)
    axes.set_ylabel("matches", color=_ONE)
    axes.yaxis.set_major_formatter("{x:,.0f}")
    line = axes.twinx()
    line.plot(places, [group.rate for group in groups], color=_OTHER, marker=".")
    line.set_ylim(bottom=0)
    line.set_ylabel("per 1,000 words", color=_OTHER)
    line.spines["right"].set_visible(True)
    _years(axes, names)
    if table.unknown.matches:
        programs = table.unknown.programs
        note = f"and {table.unknown.matches:,} matches in {programs:,} programs without a date"
        axes.set_xlabel(note)


def _years(axes: "Axes", names: Sequence[str]) -> None:
    """The names of years or months below a plot, as many as fit."""
    step = max(1, -(-len(names) // 16))
    places = range(0, len(names), step)
    axes.set_xticks(list(places), [names[place] for place in places])


def _bars(axes: "Axes", names: Sequence[str], values: Sequence[float], what: str, of: int) -> None:
    """Bars to the right, the first one on top, each with its number; `of` is how many there are."""
    places = range(len(names))
    drawn = axes.barh(places, values, color=_ONE)
    axes.bar_label(drawn, [f"{value:,}" for value in values], padding=3, parse_math=False)
    _rows(axes, names)
    axes.margins(x=0.1)
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.set_xlabel(what if len(names) >= of else f"{what}; {len(names):,} of {of:,} are drawn")


def _matches(axes: "Axes", by: By, groups: Sequence[Group], of: int) -> None:
    _bars(axes, _names(by, groups), [group.matches for group in groups], "matches", of)


def _rows(axes: "Axes", names: Sequence[str]) -> None:
    axes.set_yticks(list(range(len(names))), list(names), parse_math=False)
    axes.set_ylim(len(names) - 0.4, -0.6)


def _of_comparison(found: Comparison, limit: int | None) -> "Figure":
    over_time = found.by in OVER_TIME
    pairs = found.pairs if over_time else found.pairs[: _most(limit)]
    names = [_name(found.by, p.one.value, p.one.title, p.one.program) for p in pairs]
    figure, (axes,) = _axes([4.0 if over_time else _AROUND + 2 * _BAR * max(len(pairs), 1)])
    both = (
        (found.one.query, _ONE, [pair.one.rate for pair in pairs], -0.2),
        (found.other.query, _OTHER, [pair.other.rate for pair in pairs], 0.2),
    )
    for query, colour, rates, aside in both:
        label = shortened(" ".join(query), _NAME)
        if over_time:
            axes.plot(range(len(rates)), rates, color=colour, marker=".", label=label)
        else:
            places = [place + aside for place in range(len(rates))]
            axes.barh(places, rates, height=0.4, color=colour, label=label)
    if over_time:
        axes.set_ylim(bottom=0)
        axes.set_ylabel("per 1,000 words")
        _years(axes, names)
    else:
        _rows(axes, names)
        axes.set_xlabel("per 1,000 words")
    for text in axes.legend(frameon=False).get_texts():
        text.set_parse_math(False)
    return figure


def _of_dispersion(found: Dispersion) -> "Figure":
    drawn = found.rows[:_MOST]
    names = [shortened(row.program.title or row.program.id, _NAME) for row in drawn]
    figure, (axes,) = _axes([_height(len(names))])
    for place, row in enumerate(drawn):
        axes.plot([0, 1], [place, place], color="0.85", linewidth=0.8, zorder=0)
        parts = [at / max(row.words, 1) for at in row.places]
        axes.vlines(parts, place - 0.35, place + 0.35, color=_ONE, linewidth=0.8)
    _rows(axes, names)
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["start", "25%", "50%", "75%", "end"])
    axes.set_xlabel("words of the program")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    _title(axes, found.query)
    return figure


def _title(axes: "Axes", query: Sequence[str]) -> None:
    axes.set_title(shortened(" ".join(query), 80), loc="left", parse_math=False)


def _names(by: By, groups: Sequence[Group]) -> list[str]:
    return [_name(by, group.value, group.title, group.program) for group in groups]


def _name(by: By, value: str | None, title: str | None, program: str | None) -> str:
    if by == By.PROGRAM and title:
        return shortened(title, _NAME)
    inside = f" in {one_line(title or program or '')}" if program is not None else ""
    return shortened(f"{value}{inside}", _NAME)
