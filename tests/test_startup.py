"""A plain search imports what it needs: start-up is most of what a person waits for.

`python -X importtime -m searcher "M protein"` tells what each import costs.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import samples
from index.update.update import update

#: What a search has no use for, module or whole package, and what would bring it in.
NEEDLESS = (
    # rich draws progress and one help page; quotes and lists do without it
    "rich pygments markdown_it "
    # Whoosh's own parser, writer and searcher: the engine here has its own
    "whoosh.qparser whoosh.writing whoosh.searching whoosh.scoring whoosh.collectors "
    "whoosh.sorting whoosh.highlight whoosh.spelling whoosh.multiproc whoosh.codec.plaintext "
    # parts of NumPy that are imported when they are asked for
    "numpy.random numpy.fft numpy.polynomial numpy.testing numpy.ctypeslib numpy.f2py "
    # reading and indexing files
    "corpus.load corpus.readers corpus.samples corpus.people corpus.labels.decision "
    "corpus.labels.label_shape corpus.labels.line_grammar "
    "index.update "
    "html.parser xml lxml yaml csv "
    # the standard library's heavy parts
    "secrets asyncio email http urllib.request multiprocessing sqlite3 subprocess "
    "socket ssl zipfile importlib.metadata importlib.resources unittest argparse pdb "
    "doctest pydoc optparse "
    # random numbers and hashes, for writing, and misspelled options and commands
    "secrets hashlib difflib "
    # suggestions, for searches that find little
    "searcher.suggest "
    # the server for assistants
    "mcp mcp_types pydantic anyio searcher.mcp "
    # a config file, which most people have not
    "searcher.commands.defaults searcher.commands.settings platformdirs "
    # synonyms, which most indexes have not
    "tomllib searcher.query.synonyms "
    # the engine for regular expressions, which few searches have
    "re2 searcher.query.regex "
    # stemmers, which English does without
    "whoosh.lang.snowball Stemmer searcher.inflect.snowball"
).split()

#: What `search` needs of the commands. Each other one is imported when it is called.
NEEDED = (
    "__init__", "search", "search_options", "index_options", "output_options", "arguments",
    "argument_order", "mistyped",
)  # fmt: skip
COMMANDS = sorted(
    f"searcher.commands.{path.stem}"
    for path in (Path(__file__).parents[1] / "searcher" / "commands").glob("*.py")
    if path.stem not in NEEDED
)

_PROBE = """
import json, sys
before = set(sys.modules)
from searcher import cli
status = cli.run(sys.argv[1:])
print(json.dumps([status, sorted(set(sys.modules) - before)]), file=sys.stderr)
"""


def imported(index: Path, *arguments: str) -> set[str]:
    """The modules that a search imports besides what Python itself starts with."""
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, *arguments, "--index", str(index)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    status, modules = json.loads(done.stderr.splitlines()[-1])
    assert status == 0
    assert done.stdout
    return set(modules)


@pytest.fixture(scope="module")
def english_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples in English: other languages bring their stemmers."""
    directory = tmp_path_factory.mktemp("english")
    with samples.files() as files:
        update(directory, [file for file in files if "mieloma" not in file.name])
    return directory


@pytest.mark.parametrize(
    "arguments", [["M protein"], ["M protein", "--json"]], ids=["text", "json"]
)
def test_a_search_imports_what_it_needs(english_index: Path, arguments: list[str]) -> None:
    """No parser of files, no writer, no network, no other command, no rich."""
    modules = imported(english_index, *arguments)
    assert "searcher.archive" in modules, "the probe sees what is imported"
    needless = (*NEEDLESS, *COMMANDS)
    found = {
        module
        for module in modules
        if any(module == name or module.startswith(f"{name}.") for name in needless)
    }
    assert not found


@pytest.mark.parametrize("command", ["programs", "speakers"])
def test_a_list_imports_less_than_a_search(english_index: Path, command: str) -> None:
    """Neither arrays nor what reads, matches and ranks a search."""
    modules = imported(english_index, command)
    assert "index.library.listing" in modules, "the probe sees what is imported"
    needless = (
        "numpy", "searcher.syntax", "searcher.matching", "searcher.ranking.cascade",
        "searcher.query.planner", "index.library.library", "corpus.labels.line_grammar",
    )  # fmt: skip
    found = {
        module
        for module in modules
        if any(module == name or module.startswith(f"{name}.") for name in needless)
    }
    assert not found
