"""The sample programs: fictional transcripts that ship with the package."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.resources import as_file
from importlib.resources import files as resources
from pathlib import Path


@contextmanager
def files() -> Iterator[list[Path]]:
    """The sample files, by name, for as long as the context lasts."""
    with ExitStack() as stack:
        names = sorted(
            resource.name
            for resource in resources(__name__).iterdir()
            if resource.is_file() and not resource.name.endswith((".py", ".pyc", ".toml"))
        )
        yield [stack.enter_context(as_file(resources(__name__) / name)) for name in names]


def synonyms() -> str:
    """The synonyms that go with them, as a file beside an index has them."""
    return (resources(__name__) / "synonyms.toml").read_text("utf-8")
