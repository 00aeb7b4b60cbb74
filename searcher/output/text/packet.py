"""The lines of a packet that was checked: what holds, what does not, and what that means."""

from collections.abc import Iterator

from searcher.output.layout.styled import FOUND, QUIET, TITLE, Line, run
from searcher.output.streams.terminal import Terminal
from searcher.output.text.verdicts import RIGHT
from searcher.packet.check import CheckedLine, CheckedPacket
from searcher.safe_text import counted, one_line, shortened

#: The columns of most states, and of the notes below.
_STATE, _INDENT = 7, 8


def lines(found: CheckedPacket, terminal: Terminal) -> Iterator[Line]:
    """What the packet is, each thing that was checked, then whether all of it holds."""
    packet = found.packet
    quotes = counted(len(packet.quotes), "quote")
    yield from terminal.wrap(
        run(f"{quotes} for {shortened(packet.search_text)}", TITLE),
        run(f" · made {shortened(packet.made)} with searcher {shortened(packet.version)}", QUIET),
    )
    yield []
    for line in found.lines:
        yield from _line(line, terminal)
    yield []
    failed, every = found.count(holds=False), len(found.lines)
    if failed:
        yield from terminal.wrap(run(f"{failed:,} of {every:,} do not hold", FOUND))
    else:
        yield from terminal.wrap(run(f"all {found.count(holds=True):,} hold", RIGHT))
    if found.sha256 is not None:
        yield from terminal.wrap(run(f"SHA-256 of the packet: {found.sha256}", QUIET))


def _line(line: CheckedLine, terminal: Terminal) -> Iterator[Line]:
    style = {True: RIGHT, False: FOUND, None: QUIET}[line.holds]
    yield from terminal.wrap(
        run(f"{line.state:<{_STATE}} ", style),
        run(f"{line.kind} ", QUIET),
        run(one_line(line.name)),
    )
    if line.note:
        yield from terminal.wrap(run(one_line(line.note), QUIET), indent=_INDENT)
