"""Templates of pages: text is escaped wherever it stands."""

from functools import cache
from pathlib import Path
from typing import Any

from searcher.templates import environment
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call

_FOLDER = Path(__file__).resolve().parents[1] / "templates"


_environment = cache(lambda: environment(_FOLDER))


def page(call: Call, name: str, /, *, status: int = 200, **values: Any) -> Answer:
    """A page from its template.

    Args:
        call: what is answered.
        name: the template, without its suffix.
        status: the status of HTTP.
        values: what the template shows.
    """
    return Answer(rendered(call, f"{name}.html", **values), status)


def rendered(call: Call, name: str, /, **values: Any) -> bytes:
    """What a template makes of values, in UTF-8."""
    template = _environment().get_template(name)
    made = template.render(site=call.settings, request=call.request, **values)
    return made.encode(errors="replace")
