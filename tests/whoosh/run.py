"""Fetches the tests of the installed Whoosh and runs them with the columnar codec.

They are in its source distribution, which goes to `build/` and is not kept.
"""

import os
import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]


def fetch(folder: Path) -> Path:
    """The folder of Whoosh's tests, downloaded if it is not there yet."""
    name = f"whoosh3-{version('whoosh3')}"
    if not (folder / name / "tests").is_dir():
        wanted = name.replace("-", "==")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--no-binary", "whoosh3", "--dest", str(folder), wanted]
        subprocess.run(command, check=True)
        with tarfile.open(folder / f"{name}.tar.gz") as archive:
            archive.extractall(folder, filter="data")
    return folder / name / "tests"


def main() -> int:
    """Run them; the exit status of pytest."""
    tests = fetch(REPOSITORY / "build" / "whoosh-tests")
    # The settings of this project are not for them: no coverage, and warnings are theirs.
    command = [sys.executable, "-m", "pytest", "-c", os.devnull, "--rootdir", str(tests)]
    command += ["-p", "columnar_by_default", "-p", "no:cacheprovider", "-q", *sys.argv[1:]]
    path = os.pathsep.join([str(HERE), str(REPOSITORY)])
    return subprocess.run(command, cwd=tests, env=os.environ | {"PYTHONPATH": path}).returncode


if __name__ == "__main__":
    sys.exit(main())
