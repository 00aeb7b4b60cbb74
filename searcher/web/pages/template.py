"""Templates of pages: text is escaped wherever it stands."""

from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from searcher.safe_text import plain_xml
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.handler import Call

_FOLDER = Path(__file__).resolve().parents[1] / "templates"


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Control characters of a transcript are shown, and obeyed by nobody.
        finalize=lambda value: plain_xml(value) if type(value) is str else value,
        auto_reload=False,
    )


def page(call: Call, name: str, *, status: int = 200, **values: Any) -> Answer:
    """A page from its template.

    Args:
        call: what is answered.
        name: the template, without its suffix.
        status: the status of HTTP.
        values: what the template shows.
    """
    template = _environment().get_template(f"{name}.html")
    made = template.render(site=call.settings, request=call.request, **values)
    return Answer(made.encode(errors="replace"), status)
