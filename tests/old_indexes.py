"""An index of each version of the format, kept to be opened: `python -m tests.old_indexes`.

The folder of the present version is written anew. Run it when `VERSION` is raised, before the
change is merged, and keep the folders of the last two versions.
"""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from index.correction.corrector import Corrector
from index.fields import VERSION
from index.update.update import update

INDEXES = Path(__file__).parent / "data" / "indexes"

TALKS = {
    "bread": "---\ntitle: On Bread\ndate: 2021-03-04\n---\n\n"
    "**Ode Marsh:** How long does the dough rest?\n\n**Bo Lind:** All night, in the cold.\n",
    "tides": "Reeve Ode: The tide turns at six.\n\nPilot: Then we leave at five.\n\n"
    "Reeve Ode: Bring the lamp.\n",
}


def write(folder: Path = INDEXES) -> Path:
    """Write an index of the present version into a folder; where it is."""
    directory = folder / str(VERSION)
    with TemporaryDirectory() as place:
        for name, text in TALKS.items():
            (Path(place) / f"{name}.md").write_text(text)
        made = Path(place) / "index"
        update(made, [Path(place) / f"{name}.md" for name in TALKS], workers=1)
        with Corrector(made) as corrector:
            corrector.role("Bo Lind", "baker")
        shutil.rmtree(directory, ignore_errors=True)
        locks = shutil.ignore_patterns("*.lock", "*LOCK")
        shutil.copytree(made, directory, ignore=locks)
    return directory


if __name__ == "__main__":
    print(write())
