"""The property tests with other examples at every run: `python -m tests.fuzz SECONDS`.

In the test suite a property test draws the same examples each time, so that a failure
comes from a change and not from luck. Here each property test is run with a seed of its
own, in random order, again and again until the time is over. The first failure ends it,
with the example that fails and the command that draws it again.
"""

import argparse
import os
import random
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).resolve().parents[1]

#: The hypothesis plugin marks what it runs.
_PYTEST = (sys.executable, "-m", "pytest", "-m", "hypothesis", "-p", "no:cacheprovider")
_PASSED, _FAILED = 0, 1

#: The options of whoever runs this are not for the tests that it starts: what they print is read.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}

#: Seconds after the end in which a test that runs may finish: it may have found an example
#: that fails, and be looking for a smaller one.
GRACE = 120.0


class Run(NamedTuple):
    """One property test, run with one seed."""

    test: str
    seed: int
    status: int | None
    """The exit status of pytest; None where the time was over first."""
    printed: str

    @property
    def command(self) -> list[str]:
        """What runs it again."""
        return command(self.test, self.seed)


def command(test: str, seed: int) -> list[str]:
    """Run a property test with a seed."""
    options = ["--hypothesis-profile=fuzz", f"--hypothesis-seed={seed}", "--quiet"]
    return [*_PYTEST, *options, test]


def property_tests(under: str) -> list[str]:
    """The property tests of a folder or a file, as pytest names them."""
    asked = [*_PYTEST, "--collect-only", "--quiet", under]
    done = subprocess.run(
        asked, cwd=REPOSITORY, env=_ENVIRONMENT, capture_output=True, text=True, check=False
    )
    tests = [line for line in done.stdout.splitlines() if ".py::" in line]
    if done.returncode or not tests:
        raise SystemExit(f"no property tests under {under}:\n{done.stdout}{done.stderr}")
    return tests


def run(test: str, seed: int, ends: float) -> Run:
    """Run a property test to its end, unless the time is over for long."""
    try:
        done = subprocess.run(
            command(test, seed),
            cwd=REPOSITORY,
            env=_ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
            timeout=max(ends - time.monotonic(), 0.0) + GRACE,
        )
    except subprocess.TimeoutExpired:
        return Run(test, seed, None, "")
    return Run(test, seed, done.returncode, done.stdout + done.stderr)


def endless(tests: list[str], chance: random.Random) -> Iterator[tuple[str, int]]:
    """The tests in random order, and again, each with a seed."""
    while True:
        for test in chance.sample(tests, len(tests)):
            yield test, chance.randrange(1 << 32)


def fuzz(tests: list[str], seconds: float, workers: int, first_seed: int) -> tuple[list[Run], bool]:
    """Run tests until the time is over or one fails; the runs, and whether all passed."""
    ends = time.monotonic() + seconds
    rows = endless(tests, random.Random(first_seed))
    runs: list[Run] = []
    with ThreadPoolExecutor(workers) as pool:
        going: set[Future[Run]] = set()
        while time.monotonic() < ends:
            while len(going) < workers:
                going.add(pool.submit(run, *next(rows), ends))
            done, going = wait(going, return_when=FIRST_COMPLETED)
            runs += [future.result() for future in done]
            if any(one.status not in (_PASSED, None) for one in runs):
                break
        # What is still running may be the second to fail.
        runs += [future.result() for future in going]
    return runs, all(one.status in (_PASSED, None) for one in runs)


def main() -> int:
    """Run property tests for some seconds; 1 where one fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("seconds", type=float, nargs="?", default=60.0)
    parser.add_argument("--under", default="tests", help="a folder or a file of tests")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    given = parser.parse_args()
    tests = property_tests(given.under)
    runs, passed = fuzz(tests, given.seconds, os.cpu_count() or 1, given.seed)
    for one in runs:
        if one.status not in (_PASSED, None):
            print(one.printed)
            print(f"seed {one.seed} fails {one.test}; again with\n  {shlex.join(one.command)}")
    whole = [one for one in runs if one.status is not None]
    print(
        f"{len(whole)} runs of {len({one.test for one in whole})} of {len(tests)} property tests"
        f" in {given.seconds:g} s, first seed {given.seed}:"
        f" {'no property was broken' if passed else 'a property is broken'}"
    )
    return _PASSED if passed else _FAILED


if __name__ == "__main__":
    sys.exit(main())
