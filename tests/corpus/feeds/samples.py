"""What is read of the sample feeds, as the JSON beside each folder has it.

`python -m tests.corpus.feeds.samples` writes the JSON: look at the difference before you commit it.
"""

import json
from pathlib import Path
from typing import Any

from corpus import load
from corpus.feeds.matching import Matching
from tests.expected import record

DATA = Path(__file__).parents[2] / "data" / "feeds"
FEEDS = sorted(path for path in DATA.glob("*/*") if path.suffix in (".xml", ".rss", ".atom"))


def read(feed: Path) -> dict[str, Any]:
    """What a feed gives: programs, labels that it names, and what it has no transcript of."""
    said: list[Matching] = []
    files = list(load.find([feed], feed_read=said.append))
    parsed = [one for file in files for one in load.parse(file)]
    (matching,) = said
    folder = feed.parent
    return {
        "programs": [record(one.program) for one in parsed],
        "named": {one.program.id: dict(one.named) for one in parsed if one.named},
        "how": {str(one.path.relative_to(folder)): one.how for one in matching.matches},
        "other_forms": [str(path.relative_to(folder)) for path, _ in matching.other_forms],
        "unclear": list(matching.unclear),
        "without": [item.name for item in matching.without],
        "repeated": matching.feed.repeated,
    }


if __name__ == "__main__":
    for each in FEEDS:
        text = json.dumps(read(each), ensure_ascii=False, indent=1)
        each.parent.with_suffix(".json").write_text(f"{text}\n", encoding="utf-8")
