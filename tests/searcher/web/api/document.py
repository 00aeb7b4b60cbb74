"""The examples and tables of `docs/api.md`: `python -m tests.searcher.web.api.document` writes."""

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus import samples
from index.update.update import update
from searcher.parameters.parameter import LONGEST, MOST_VALUES, Parameter
from searcher.web.api import ENDPOINTS
from searcher.web.api.endpoint import ROOT, Endpoint
from searcher.web.api.problems import MEANINGS
from searcher.web.exchange.request import MOST_FIELDS
from searcher.web.exchange.site import Settings
from searcher.web.front.policy import Policy
from searcher.web.routes import Site
from tests.conftest import REPOSITORY
from tests.searcher.web.api.conftest import Asked

DOCUMENT = REPOSITORY / "docs" / "api.md"
#: A request that is an example, and its answer.
_EXAMPLE = re.compile(r"`GET (/api/v1)([^`?]*)\?([^`]*)`\n\n```json\n.*?```", re.DOTALL)
_FILTERS = ("speaker", "role", "program", "series", "topic", "lang", "since", "until")


def written(text: str, api: Asked) -> str:
    """The document with the answers and tables of today."""
    text = _EXAMPLE.sub(lambda found: _example(found, api), text)
    for head, rows in (
        ("| address | answers | asked with |\n|---|---|---|\n", _addresses()),
        ("| `type` ends with | status | means |\n|---|---|---|\n", _problems()),
        ("| what | at most |\n|---|---|\n", _limits()),
    ):
        table = re.compile(re.escape(head) + r"(?:\|.*\n)*")
        text = table.sub(lambda _, new=head + rows: new, text)  # type: ignore[misc]
    return text


def _example(found: re.Match[str], api: Asked) -> str:
    """A request with its answer; how long it took is another number each time."""
    answer = api.get(found[2], found[3])
    body = re.sub(r'"seconds":[0-9.e-]+', '"seconds":0.001', answer.body.decode())
    if answer.media_type != "application/jsonl":
        body = json.dumps(json.loads(body), ensure_ascii=False, indent=2) + "\n"
    return f"`GET {found[1]}{found[2]}?{found[3]}`\n\n```json\n{body}```"


def _addresses() -> str:
    rows = []
    for one in ENDPOINTS:
        names = [parameter.name for parameter in one.parameters]
        has_filters = set(_FILTERS) <= set(names)
        shown = [f"`{name}`" for name in names if not (has_filters and name in _FILTERS)]
        if has_filters:
            shown.insert(1, "the filters")
        also = "; also sent with `POST`" if one.posted else ""
        rows.append(f"| `{ROOT}{one.path}` | {one.title.lower()} | {', '.join(shown)}{also} |\n")
    return "".join(rows)


def _problems() -> str:
    return "".join(
        f"| `#{name}` | {', '.join(str(status.value) for status in statuses)} | {means} |\n"
        for name, (means, statuses) in MEANINGS.items()
    )


def _limits() -> str:
    policy = Policy()
    rows = [
        ("a search, in characters", LONGEST),
        ("values of `q` or of a filter", MOST_VALUES),
        ("names and values in an address", MOST_FIELDS),
        ("an address, in bytes", policy.address),
        ("what is sent with `POST`, in bytes", policy.body),
        *((f"`{one.name}` of `{endpoint.path}`", one.most) for endpoint, one in _pages()),
    ]
    return "".join(f"| {what} | {most:,} |\n" for what, most in rows)


def _pages() -> list[tuple[Endpoint, Parameter]]:
    return [
        (endpoint, one)
        for endpoint in ENDPOINTS
        for one in endpoint.parameters
        if one.name in ("limit", "context")
    ]


def main() -> None:
    """Write the document anew."""
    with TemporaryDirectory() as folder, samples.files() as files:
        update(Path(folder), files, workers=1)
        with Site(Settings((folder,))) as site:
            DOCUMENT.write_text(written(DOCUMENT.read_text(), Asked(site)))


if __name__ == "__main__":
    main()
