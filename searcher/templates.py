"""Templates of pages of HTML: text is escaped wherever it stands."""

from pathlib import Path

import jinja2

from searcher.safe_text import plain_xml


def environment(folder: Path) -> jinja2.Environment:
    """What reads the templates of a folder and fills them."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Control characters of a transcript are shown, and obeyed by nobody.
        finalize=lambda value: plain_xml(value) if type(value) is str else value,
        auto_reload=False,
    )
