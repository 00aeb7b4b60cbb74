"""What a wheel must hold: `python -m tests.wheel WHEEL` fails if it holds anything else.

pip overwrites files of another distribution without a word, so nothing may be installed
beside the three packages by mistake, such as `tests` or `docs`; but for the manual.
"""

import re
import sys
import zipfile
from configparser import ConfigParser
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
#: The page for `man`, below the folder of a wheel for what is no module.
_MANUAL = re.compile(r"[^/]+\.data/data/share/man/man1/searcher\.1")
PACKAGES = ("corpus", "index", "searcher")


def listed() -> set[str]:
    """The packages of setup.cfg, as folders."""
    parser = ConfigParser()
    parser.read(REPOSITORY / "setup.cfg", encoding="utf-8")
    return {name.replace(".", "/") for name in parser["options"]["packages"].split()}


def in_checkout() -> set[str]:
    """The files of the three packages: modules, samples and marks of types."""
    return {
        path.relative_to(REPOSITORY).as_posix()
        for package in PACKAGES
        for path in (REPOSITORY / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def in_wheel(wheel: Path) -> set[str]:
    """The files of a wheel that are installed as they are."""
    with zipfile.ZipFile(wheel) as held:
        names = {name for name in held.namelist() if ".dist-info/" not in name}
    return {name for name in names if not _MANUAL.fullmatch(name)}


def main(wheel: Path) -> int:
    """Print what is too much and what is missing; 1 if there is either."""
    here, there = in_checkout(), in_wheel(wheel)
    for name in sorted(there - here):
        print(f"{wheel.name} holds {name}, which is no file of {', '.join(PACKAGES)}")
    for name in sorted(here - there):
        print(f"{wheel.name} lacks {name}: is its folder in [options] packages of setup.cfg?")
    return int(here != there)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
